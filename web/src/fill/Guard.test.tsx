import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it, vi } from "vitest";

import { Guard } from "./Guard";

it("says that the page stopped and offers to load it again", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const Broken = (): never => {
    throw new Error("no form");
  };
  const place = document.createElement("div");
  act(() => createRoot(place).render(<Guard><Broken /></Guard>));
  expect(place.querySelector('[role="alert"]')?.textContent).toContain("được giữ trên máy này");
  expect(place.querySelector("button")?.textContent).toBe("Tải lại trang");
});
