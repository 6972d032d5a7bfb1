import { describe, expect, it } from "vitest";

import { questionsOf, questionChanges, formDataOf } from "./specs";
import { InterpretingValidator } from "./validator";

const schema = {
  type: "object",
  properties: {
    s2: {
      type: "object",
      properties: { q1: { type: "string", pattern: "^-?[0-9]+$" }, q2: { type: "string", format: "date" }, q3: { type: "string", oneOf: [{ const: "co", title: "Có" }] } },
      required: ["q1"],
      additionalProperties: false,
    },
    s1: { type: "object", additionalProperties: true },
  },
} as never;
const ui = { s1: { "ui:field": "table" }, s2: { q1: { "ui:widget": "decimal", "ui:options": { spec: { kind: "number" } } } } };

describe("the validator without a compiler", () => {
  const validator = new InterpretingValidator();
  it("passes what fits", () => expect(validator.validateFormData({ s2: { q1: "5" }, s1: { r1: { c1: "1" } } }, schema).errors).toEqual([]));
  it("names a missing answer at its field", () => {
    expect(validator.validateFormData({ s2: {} }, schema).errors.map((error) => [error.property, error.message])).toEqual([[".s2.q1", "Chưa trả lời."]]);
  });
  it("speaks Vietnamese about a wrong number", () => {
    const { errorSchema } = validator.validateFormData({ s2: { q1: "abc" } }, schema) as unknown as { errorSchema: Record<string, Record<string, { __errors?: string[] }>> };
    expect(errorSchema.s2?.q1?.__errors?.[0]).toContain("Không phải là số");
  });
  it("evaluates conditions", () => {
    const conditional = { if: { properties: { a: { const: 1 } } }, then: { required: ["b"] } } as never;
    expect(validator.isValid(conditional, { a: 1 })).toBe(false);
    expect(validator.isValid(conditional, { a: 2 })).toBe(true);
  });
});

describe("plain questions as rjsf data", () => {
  const questions = questionsOf(schema, ui);
  const get = (values: Record<string, never>) => (key: string) => values[key] ?? null;
  it("finds questions and their kinds", () => expect(questions.map((one) => [one.id, one.spec.kind])).toEqual([["q1", "number"], ["q2", "date"], ["q3", "choice"]]));
  it("carries values there and back", () => {
    const values = { q1: "12", q2: { d: "2026-07-05" }, q3: { c: "co" } } as never;
    const data = formDataOf(questions, [], values, get(values));
    expect(data).toEqual({ s2: { q1: "12", q2: "2026-07-05", q3: "co" } });
    expect(questionChanges(questions, data, get(values))).toEqual([]);
  });
  it("keeps what is no number as a draft", () => {
    expect(questionChanges(questions, { s2: { q1: "abc" } }, () => null)).toEqual([{ key: "q1", to: { raw: "abc" } }]);
  });
});
