/** What of a form the lead agency answers at its desk. */

import { describe, expect, it } from "vitest";

import { questionsOf } from "../fill/specs";
import { leadPart } from "./leadPart";

const schema = {
  type: "object" as const,
  properties: {
    s2: {
      type: "object" as const,
      title: "Câu hỏi",
      properties: { q1: { title: "Tự nhận xét", type: "string" as const }, q2: { title: "Ý kiến thẩm định", type: "string" as const, readOnly: true }, q3: { title: "Điểm", type: "string" as const, readOnly: true } },
      required: ["q1", "q2"],
    },
  },
};
const uiSchema = {
  s2: {
    "ui:order": ["q1", "q2", "q3"],
    q2: { "ui:widget": "textarea", "ui:readonly": true, "ui:options": { party: "lead" } },
    q3: { "ui:widget": "decimal", "ui:readonly": true, "ui:options": { party: "lead", spec: { kind: "computed", party: "lead" } } },
  },
};

describe("the lead agency's part", () => {
  it("holds its own questions alone, opened, and none that is computed", () => {
    const desk = { questions: questionsOf(schema, uiSchema), payload: { schema, uiSchema } } as unknown as Parameters<typeof leadPart>[0];
    const part = leadPart(desk, "s2");
    expect(part.questions.map((one) => [one.id, one.spec.kind, one.spec.party])).toEqual([["q2", "text", "lead"]]);
    expect(part.schema.properties?.["s2"]).toEqual({ type: "object", title: "", properties: { q2: { title: "Ý kiến thẩm định", type: "string" } }, required: ["q2"] });
    expect(part.uiSchema["s2"]).toEqual({ "ui:order": ["q2"], q2: { "ui:widget": "textarea", "ui:options": { party: "lead" } } });
  });
});
