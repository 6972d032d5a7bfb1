/** A panel hands over what holds, to every place of the selection, and keeps what does not. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Documents } from "../model/documents";
import { setState, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { placed } from "./panels";
import { type Place, PropertyForm } from "./PropertyForm";

vi.mock("../state/sync", () => ({ act: vi.fn(() => true) }));
const sent = vi.mocked(act);

// Many fields on a slow machine.
vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  sent.mockClear();
  const cells = { "r1:c1": { unit: "don", choices: [{ value: "a", label: "Có" }] }, "r1:c2": { unit: "nguoi" } };
  setState({
    ...useDesigner.getInitialState(),
    documents: { doc: { spec: "form/1", id: "doc", code: "", title: "", sections: { order: [], items: {} }, cells } } as unknown as Documents,
    draft: { ...useDesigner.getState().draft, editable: true },
  });
});
afterEach(cleanup);

function show(over: Partial<Place> = {}): void {
  render(<PropertyForm place={{ ...placed("cells"), paths: [["doc", "cells", "r1:c1"], ["doc", "cells", "r1:c2"]], form: null, open: true, ...over }} />);
}

function write(label: string, text: string): void {
  const field = screen.getByLabelText(label);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.blur(field);
}

it("a value is written at every place of the selection, as one gesture", () => {
  show();
  write("Dài nhất (ký tự)", "80");
  expect(sent).toHaveBeenCalledTimes(1);
  expect(sent.mock.calls[0]?.[0]).toEqual([
    { op: "set", path: ["doc", "cells", "r1:c1", "max_length"], value: 80 },
    { op: "set", path: ["doc", "cells", "r1:c2", "max_length"], value: 80 },
  ]);
});

it("where the selection differs nothing is shown, and setting it says what stood there", () => {
  show({ mixed: new Set(["unit"]) });
  expect((screen.getByLabelText("Đơn vị tính") as HTMLSelectElement).selectedOptions[0]?.text).toBe("Khác nhau trong vùng chọn");
});

it("what is no value stays as typed with its reason, is not sent, and is there again after a look elsewhere", () => {
  show();
  write("Nhỏ nhất", "mười");
  expect(sent).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toBe("Viết một số, ví dụ 12,5. (template.schema)");
  cleanup();
  show();
  expect((screen.getByLabelText("Nhỏ nhất") as HTMLInputElement).value).toBe("mười");
  write("Nhỏ nhất", "10,5");
  expect(sent.mock.calls[0]?.[0]).toMatchObject([{ path: ["doc", "cells", "r1:c1", "min"], value: "10.5" }, { path: ["doc", "cells", "r1:c2", "min"] }]);
  expect(screen.queryByRole("alert")).toBeNull();
});

it("Escape takes back what was typed", () => {
  show();
  write("Lớn nhất", "nhiều");
  fireEvent.keyDown(screen.getByLabelText("Lớn nhất"), { key: "Escape" });
  expect(screen.queryByRole("alert")).toBeNull();
  expect((screen.getByLabelText("Lớn nhất") as HTMLInputElement).value).toBe("");
});

it("a weaker layer shows through until the thing itself says something", () => {
  show({ paths: [["doc", "cells", "r1:c3"]], inherited: { unit: { value: "don", from: "theo cột" }, party: { value: "lead", from: "theo biểu" } } });
  expect((screen.getByLabelText("Bên nhập") as HTMLSelectElement).selectedOptions[0]?.text).toBe("Cơ quan chủ trì");
  expect(screen.getByText("theo biểu")).toBeTruthy();
});

it("lines from a spreadsheet become choices, with codes of their own", () => {
  show({ paths: [["doc", "cells", "r1:c1"]] });
  fireEvent.click(screen.getAllByRole("button", { name: "Thêm dòng" })[0] as HTMLElement);
  fireEvent.paste(screen.getByLabelText("Tên 2"), { clipboardData: { getData: () => "Không\r\nChưa rõ\r\n" } });
  expect(sent.mock.calls[0]?.[0]).toMatchObject([{ path: ["doc", "cells", "r1:c1", "choices"], value: [{ value: "a", label: "Có" }, { value: "v2", label: "Không" }, { value: "v3", label: "Chưa rõ" }] }]);
});
