/** Words of the receiving and reviewing sheet. */

import { dictionary } from ".";

export const t = dictionary({
  "note.title": { vi: "Ghi lý do trả lại ô này", en: "Reason for returning this cell" },
  "note.begin": { vi: "Ghi lý do cho ô đang chọn", en: "Reason for the selected cell" },
  "note.text": { vi: "Lý do", en: "Reason" },
  "note.value": { vi: "Đơn vị báo cáo: {value}", en: "Reported: {value}" },
  "note.before": { vi: "Kỳ trước: {value}", en: "Period before: {value}" },
  "note.blank": { vi: "(để trống)", en: "(blank)" },
  "note.keep": { vi: "Ghi lý do", en: "Keep the reason" },
  "note.drop": { vi: "Bỏ lý do", en: "Drop the reason" },
  "note.cancel": { vi: "Thôi", en: "Cancel" },
  "list.title": { vi: "Ô trả lại", en: "Cells to return" },
  "list.none": { vi: "Chọn ô cần trả lại, rồi bấm lần nữa vào ô (hoặc Enter, hoặc nút trên) để ghi lý do.", en: "Select the cell, then click it again (or press Enter, or the button above) to write why it is returned." },
  "list.count": { vi: "{n} ô có lý do", en: "{n} cells with a reason" },
  "list.remove": { vi: "Bỏ lý do của ô {cell}", en: "Drop the reason of {cell}" },
  "act.receive": { vi: "Nhận báo cáo", en: "Receive" },
  "act.accept": { vi: "Chấp nhận", en: "Accept" },
  "act.return": { vi: "Trả lại", en: "Return" },
  "return.title": { vi: "Trả lại báo cáo", en: "Return the report" },
  "return.reason": { vi: "Lý do trả lại", en: "Reason for the return" },
  "return.with": { vi: "Kèm {n} ô có lý do riêng.", en: "With {n} cells that have a reason of their own." },
  "accept.title": { vi: "Chấp nhận báo cáo", en: "Accept the report" },
  "accept.why": { vi: "Số liệu của báo cáo được đưa vào tổng hợp.", en: "The figures enter the consolidation." },
  "accept.marked": { vi: "Còn {n} ô đã ghi lý do trả lại; chấp nhận thì các lý do này không được gửi.", en: "{n} cells have a reason for return; they are not sent when the report is accepted." },
  "done.receive": { vi: "Đã nhận báo cáo.", en: "Received." },
  "done.accept": { vi: "Đã chấp nhận báo cáo.", en: "Accepted." },
  "done.return": { vi: "Đã trả lại báo cáo.", en: "Returned." },
  "differences": { vi: "Chỉ đánh dấu ô thay đổi", en: "Mark what changed" },
  "review.unit": { vi: "(đơn vị báo cáo)", en: "(reporting unit)" },
  "review.changes": { vi: "Thay đổi trong bảng", en: "Changes in the table" },
});
