/** Words of the calendar that opens at a date. */

import { dictionary } from ".";

export const t = dictionary({
  "cal.open": { vi: "Mở lịch (Alt+↓)", en: "Open the calendar (Alt+↓)" },
  "cal.title": { vi: "Lịch chọn ngày", en: "Calendar" },
  "cal.month": { vi: "Tháng {month} năm {year}", en: "{month}/{year}" },
  "cal.before": { vi: "Tháng trước (PageUp)", en: "Month before (PageUp)" },
  "cal.after": { vi: "Tháng sau (PageDown)", en: "Next month (PageDown)" },
  "cal.yearBefore": { vi: "Năm trước (Shift+PageUp)", en: "Year before (Shift+PageUp)" },
  "cal.yearAfter": { vi: "Năm sau (Shift+PageDown)", en: "Next year (Shift+PageDown)" },
  "cal.today": { vi: "Hôm nay", en: "Today" },
  "cal.short.0": { vi: "T2", en: "Mo" },
  "cal.short.1": { vi: "T3", en: "Tu" },
  "cal.short.2": { vi: "T4", en: "We" },
  "cal.short.3": { vi: "T5", en: "Th" },
  "cal.short.4": { vi: "T6", en: "Fr" },
  "cal.short.5": { vi: "T7", en: "Sa" },
  "cal.short.6": { vi: "CN", en: "Su" },
  "cal.long.0": { vi: "Thứ Hai", en: "Monday" },
  "cal.long.1": { vi: "Thứ Ba", en: "Tuesday" },
  "cal.long.2": { vi: "Thứ Tư", en: "Wednesday" },
  "cal.long.3": { vi: "Thứ Năm", en: "Thursday" },
  "cal.long.4": { vi: "Thứ Sáu", en: "Friday" },
  "cal.long.5": { vi: "Thứ Bảy", en: "Saturday" },
  "cal.long.6": { vi: "Chủ Nhật", en: "Sunday" },
});
