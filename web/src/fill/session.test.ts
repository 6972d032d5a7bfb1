import { beforeEach, describe, expect, it, vi } from "vitest";

import { RequestFailed } from "../http";
import { renewed, worksAs } from "./session";

const stale = () => new RequestFailed(403, { code: "csrf" });

function signedIn(id: string): void {
  vi.spyOn(window, "fetch").mockImplementation(async () => new Response(JSON.stringify({ id, user: "Trần Văn Minh", csrf: "mới" }), { headers: { "Content-Type": "application/json" } }));
}

beforeEach(() => {
  document.head.innerHTML = '<meta name="csrf-token" content="cũ">';
  worksAs("u1");
});

describe("a session that was renewed beside the page", () => {
  it("is taken up, and the request is made once more", async () => {
    signedIn("u1");
    const act = vi.fn().mockRejectedValueOnce(stale()).mockResolvedValueOnce("đã lưu");
    expect(await renewed(act)).toBe("đã lưu");
    expect(document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content).toBe("mới");
  });

  it("of somebody else sends nothing in that name, and says whose it is", async () => {
    signedIn("u2");
    const act = vi.fn().mockRejectedValue(stale());
    await expect(renewed(act)).rejects.toMatchObject({ status: 401, body: { other: "Trần Văn Minh" } });
    expect(act).toHaveBeenCalledTimes(1);
    expect(document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content).toBe("cũ");
  });

  it("is asked for before the first request of a page that came without a token", async () => {
    document.head.innerHTML = "";
    signedIn("u1");
    const act = vi.fn(async () => document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content);
    expect(await renewed(act)).toBe("mới");
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("leaves other refusals alone", async () => {
    const refused = new RequestFailed(422, { code: "cell.unknown" });
    await expect(renewed(vi.fn().mockRejectedValue(refused))).rejects.toBe(refused);
  });
});
