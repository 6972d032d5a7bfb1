/** Words for a part of the designer that could not be opened. */
import { dictionary } from "./index";

export const t = dictionary({
  "opening.failed": { vi: "Không mở được phần này", en: "This part could not be opened" },
  "opening.why": { vi: "Mạng bị ngắt hoặc hệ thống vừa được cập nhật. Bản thảo đã lưu vẫn còn nguyên; tải lại trang để làm tiếp.", en: "The network was cut or the system has just been updated. The saved draft is whole; reload the page to go on." },
  "opening.again": { vi: "Tải lại trang", en: "Reload the page" },
});
