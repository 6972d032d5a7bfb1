/** A part whose program cannot be fetched says so in its place; another part opened then is shown. */
import { cleanup, render, screen } from "@testing-library/react";
import { lazy, Suspense } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { OpeningGuard } from "./OpeningGuard";

afterEach(cleanup);

const Lost = lazy(() => Promise.reject(new Error("404")));

it("a part that cannot be fetched leaves the rest standing", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const screenOf = (at: string) => (
    <>
      <p>Các biểu</p>
      <OpeningGuard at={at}>{at === "mapping" ? <Suspense fallback={null}><Lost /></Suspense> : <p>Danh mục</p>}</OpeningGuard>
    </>
  );
  const shown = render(screenOf("mapping"));
  expect((await screen.findByRole("alert", {}, { timeout: 30_000 })).textContent).toContain("Không mở được phần này");
  expect(screen.getByRole("button", { name: "Tải lại trang" })).toBeTruthy();
  expect(screen.getByText("Các biểu")).toBeTruthy();
  shown.rerender(screenOf("lists"));
  expect(screen.getByText("Danh mục")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});
