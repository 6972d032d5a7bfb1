/** Words of the sections of a form: files in tables, lists, narrative, one row at a time, cells of the lead agency. */

import { dictionary } from ".";

export const t = dictionary({
  "file.title": { vi: "Tệp của ô", en: "File of the cell" },
  "file.none": { vi: "Chưa có tệp.", en: "No file yet." },
  "file.choose": { vi: "Chọn tệp…", en: "Choose a file…" },
  "file.replace": { vi: "Thay tệp khác…", en: "Replace the file…" },
  "file.remove": { vi: "Bỏ tệp", en: "Remove the file" },
  "file.close": { vi: "Đóng", en: "Close" },
  "file.drop": { vi: "Kéo tệp vào đây, hoặc bấm “Chọn tệp”.", en: "Drag a file here, or press “Choose a file”." },
  "file.types": { vi: "Nhận tệp {accept}", en: "Accepted: {accept}" },
  "file.anyType": { vi: "Nhận mọi loại tệp", en: "All types are accepted" },
  "file.most": { vi: "tối đa {max} MB", en: "at most {max} MB" },
  "file.wrongType": { vi: "Tệp “{name}” không thuộc loại được nhận ({accept}). Chọn tệp đúng loại.", en: "File “{name}” is not of an accepted type ({accept}). Choose another." },
  "file.tooBig": { vi: "Tệp “{name}” lớn {size}, quá giới hạn {max} MB. Nén hoặc tách tệp rồi chọn lại.", en: "File “{name}” has {size}; the limit is {max} MB. Compress or split it." },
  "file.empty": { vi: "Tệp “{name}” không có nội dung.", en: "File “{name}” is empty." },
  "file.sending": { vi: "Đang tải lên…", en: "Uploading…" },
  "file.noNetwork": { vi: "Chưa có mạng nên chưa gửi được tệp. Có mạng rồi chọn lại tệp.", en: "There is no network: choose the file again when there is." },
  "file.attached": { vi: "Đã gắn tệp {name}.", en: "File {name} attached." },
  "file.removed": { vi: "Đã bỏ tệp khỏi ô.", en: "The file was removed from the cell." },

  "one.choice": { vi: "Cách nhập trên màn hình hẹp", en: "How to fill on a narrow screen" },
  "one.rows": { vi: "Từng dòng", en: "Row by row" },
  "one.table": { vi: "Cả bảng", en: "Whole table" },
  "one.row": { vi: "Dòng đang nhập", en: "Row being filled" },
  "one.before": { vi: "Dòng trước", en: "Previous row" },
  "one.next": { vi: "Dòng sau", en: "Next row" },
  "one.only": { vi: "Đơn vị", en: "Unit" },
  "one.caption": { vi: "Tên dòng", en: "Caption of the row" },
  "one.date": { vi: "ngày/tháng/năm", en: "day/month/year" },
  "one.override": { vi: "Sửa số chuyển sang…", en: "Change the carried figure…" },
  "lead.open": { vi: "Phần của cơ quan chủ trì đang mở: nhập ở các cột sáng; phần đơn vị đã gửi giữ nguyên.", en: "The lead agency's cells are open; what the unit sent stays as it is." },
  "lead.first": { vi: "Bấm “Tiếp nhận” để nhập phần của cơ quan chủ trì.", en: "Receive the report to fill the lead agency's cells." },
  "lead.unsaved": { vi: "Còn ô chưa lưu. Đợi lưu xong rồi làm tiếp.", en: "Some cells are not saved yet. Wait for that first." },
});
