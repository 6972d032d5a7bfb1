/** Words of the copies of a table, one for each member of a code list. */
export const copyWords = {
  "copies.do": { vi: "Nhân bảng theo danh mục…", en: "One table per member of a list…" },
  "copies.title": { vi: "Nhân bảng theo danh mục", en: "One table per member of a list" },
  "copies.what": {
    vi: "Mỗi mục được chọn có một bảng riêng, chép từ “{table}”: dòng, cột, công thức, kiểm tra, cách tổng hợp, dấu ghi chú; phần gắn chỉ tiêu gắn thêm mục đó. Bảng đang có giữ nguyên.",
    en: "Each member chosen gets a table of its own, copied from “{table}”: rows, columns, formulas, checks, ways of consolidating, marks of footnotes; what is bound to indicators is bound to the member too. The table itself stays.",
  },
  "copies.list": { vi: "Danh mục", en: "List" },
  "copies.listOf": { vi: "{name} ({n} mục)", en: "{name} ({n} members)" },
  "copies.members": { vi: "Các mục", en: "Members" },
  "copies.all": { vi: "Tất cả", en: "All" },
  "copies.total": { vi: "mục tổng", en: "the total" },
  "copies.noLists": { vi: "Chế độ báo cáo chưa có danh mục nào có mục. Lập danh mục trước, rồi quay lại bảng này.", en: "The regime has no list with members. Make one first, then come back to this table." },
  "copies.toLists": { vi: "Mở trang Danh mục", en: "Open the lists" },
  "copies.make": { vi: "Nhân thành {n} bảng", en: "Make {n} tables" },
  "copies.none": { vi: "Chọn ít nhất một mục.", en: "Choose at least one member." },
  "copies.done": { vi: "Đã thêm {n} bảng.", en: "{n} tables added." },
  "copies.doneLeft": { vi: "Đã thêm {n} bảng; {left} kiểm tra nối với chỗ khác ngoài bảng không nhân theo.", en: "{n} tables added; {left} checks that speak of other places too were not copied." },
} as const;
