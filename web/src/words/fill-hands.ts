/** Words of the keyboard's helps on the filling page. */

import { dictionary } from ".";

export const t = dictionary({
  "hands.next": { vi: "Lỗi tiếp", en: "Next error" },
  "hands.nextTip": { vi: "Đến ô sai tiếp theo (F8; Shift+F8: ô trước)", en: "To the next wrong cell (F8; Shift+F8: the one before)" },
  "hands.noFault": { vi: "Biểu không còn ô nào sai.", en: "No cell of the form is wrong any more." },
});
