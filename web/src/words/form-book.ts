/** Words of the menu by which a form's own workbook is taken away. */

import { dictionary } from ".";

export const t = dictionary({
  "book.menu": { vi: "Tệp Excel", en: "Excel file" },
  "book.menuHint": { vi: "Nhập biểu này bằng Excel, LibreOffice hoặc WPS", en: "Fill this form in Excel, LibreOffice or WPS" },
  "book.filled": { vi: "Tải tệp Excel để nhập (có số liệu)", en: "Download Excel to fill (with the figures)" },
  "book.blank": { vi: "Tải tệp Excel để nhập (trống)", en: "Download Excel to fill (blank)" },
});
