import { beforeEach, expect, it } from "vitest";

import { keepFields, keepTyped, typedBefore } from "./typed";

beforeEach(() => {
  sessionStorage.clear();
  document.body.innerHTML = '<section id="decision"><form><textarea id="field-note"></textarea></form></section>';
});

const field = () => document.querySelector("textarea")!;

it("gives back what was typed before another form was opened", () => {
  keepFields(document, "d1");
  field().value = "Chưa đồng ý cột 6";
  field().dispatchEvent(new Event("input"));
  document.body.innerHTML = '<section id="decision"><form><textarea id="field-note"></textarea></form></section>';
  keepFields(document, "d1");
  expect(field().value).toBe("Chưa đồng ý cột 6");
});

it("gives one draft nothing of another, and lets go what was sent", () => {
  keepTyped("d1.field-note", "Của bản khác");
  keepFields(document, "d2");
  expect(field().value).toBe("");
  field().value = "Đồng ý";
  field().dispatchEvent(new Event("input"));
  field().form!.dispatchEvent(new Event("submit"));
  expect(typedBefore("d2.field-note")).toBe("");
});

it("does not write over what the server gave back", () => {
  keepTyped("d1.field-note", "Cũ");
  field().value = "Của máy chủ";
  keepFields(document, "d1");
  expect(field().value).toBe("Của máy chủ");
});
