// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchParts } from "./parts";

const PLACE = (id: string) =>
  `<article id="${id}" data-part="/${id}?phan=1" data-part-running="Đang kiểm chứng…" data-part-failed="Chưa lấy được."><p data-part-say><a href="/${id}">Mở</a></p></article>`;

const answers = vi.fn<(address: string) => Promise<Response>>();

beforeEach(() => {
  document.body.innerHTML = PLACE("a") + PLACE("b");
  vi.stubGlobal("fetch", answers);
});
afterEach(() => {
  answers.mockReset();
  vi.unstubAllGlobals();
});

const page = (html: string, status = 200) => new Response(html, { status, headers: { "Content-Type": "text/html" } });
const text = (id: string) => document.getElementById(id)?.textContent;

test("parts come one after the other and take the places of their links", async () => {
  let first: (answer: Response) => void = () => undefined;
  answers.mockImplementationOnce(() => new Promise((done) => { first = done; })).mockResolvedValueOnce(page("<article id='b'>đã chứng minh</article>"));
  const done = fetchParts(document);
  expect(text("a")).toBe("Đang kiểm chứng…");
  expect(document.getElementById("a")?.getAttribute("aria-busy")).toBe("true");
  expect(answers.mock.calls.map(([address]) => address)).toEqual(["/a?phan=1"]);
  first(page("<article id='a'>2 lỗi</article>"));
  await done;
  expect([text("a"), text("b")]).toEqual(["2 lỗi", "đã chứng minh"]);
});

test("a refusal, a lost network and a login page leave the link and say so", async () => {
  document.body.innerHTML += PLACE("c");
  answers.mockResolvedValueOnce(page("<p>đã đổi</p>", 409)).mockRejectedValueOnce(new TypeError("no network")).mockResolvedValueOnce(page("<form>đăng nhập</form>"));
  await fetchParts(document);
  for (const id of ["a", "b", "c"]) {
    expect(text(id)).toBe("Chưa lấy được. Mở");
    expect(document.querySelector(`#${id} a`)?.getAttribute("href")).toBe(`/${id}`);
    expect(document.getElementById(id)?.hasAttribute("aria-busy")).toBe(false);
  }
});
