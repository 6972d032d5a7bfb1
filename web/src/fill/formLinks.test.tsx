import { act } from "react-dom/test-utils";
import { createRoot } from "react-dom/client";
import { afterEach, describe, expect, it, vi } from "vitest";

import { useFormLinks } from "./formLinks";

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);

const flushed = async () => undefined;

function Page({ form }: { form: string }) {
  useFormLinks(form, flushed);
  return null;
}

afterEach(() => void (document.body.innerHTML = ""));

describe("links of the form on screen", () => {
  it("follow it from tab to tab, and leave other links alone", () => {
    document.body.innerHTML = '<a href="/bao-cao/s1/f_1/tep/xlsx" data-form-link="/bao-cao/s1/{form}/tep/xlsx">Excel</a><a href="/lich-su">Lịch sử</a><div id="page"></div>';
    const [link, other] = [...document.querySelectorAll("a")];
    const root = createRoot(document.getElementById("page")!);
    for (const form of ["f_2", "f_3", "f_1"]) {
      act(() => root.render(<Page form={form} />));
      expect(link!.getAttribute("href")).toBe(`/bao-cao/s1/${form}/tep/xlsx`);
    }
    expect(other!.getAttribute("href")).toBe("/lich-su");
    act(() => root.unmount());
  });
});
