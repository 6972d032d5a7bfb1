import { describe, expect, it } from "vitest";

import { readReasons } from "./keptReasons";

const reason = { form: "f_1", key: "r1:c2", cell: "01/T: Dòng một · Một (cột 2)", text: "Sai so với sổ" };

describe("reasons kept between visits", () => {
  it("come back under their cells", () => {
    expect([...readReasons(JSON.stringify([reason]))]).toEqual([["f_1!r1:c2", reason]]);
  });
  it("are none where nothing or something else was kept", () => {
    for (const text of [null, "", "{", "5", "[null]", '[{"form": "f_1"}]', '{"form": 1}']) expect(readReasons(text).size).toBe(0);
  });
});
