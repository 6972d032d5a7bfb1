/** The lead agency's questions of one section, as a form of their own: what is locked at the unit is open here. */

import type { RJSFSchema, UiSchema } from "@rjsf/utils";

import type { Desk } from "../fill/desk";
import type { Part } from "../fill/Frame";

type Asked = Pick<Desk, "questions" | "payload">;

/** Whether a question is the lead agency's to answer. */
export function isLeads(question: Desk["questions"][number]): boolean {
  const { kind, party } = question.spec;
  return party === "lead" && !["computed", "carried", "blocked"].includes(kind);
}

export function leadPart(desk: Asked, section: string): Part {
  const questions = desk.questions.filter((one) => one.section === section && isLeads(one));
  const ids = questions.map(({ id }) => id);
  const whole = (desk.payload.schema.properties?.[section] ?? {}) as RJSFSchema;
  const ui = (desk.payload.uiSchema[section] ?? {}) as UiSchema;
  const asked = Object.fromEntries(ids.map((id) => {
    const { readOnly: _locked, ...schema } = whole.properties?.[id] as RJSFSchema;
    return [id, schema];
  }));
  const looks = Object.fromEntries(ids.map((id) => {
    const { "ui:readonly": _locked, ...look } = (ui[id] ?? {}) as UiSchema;
    return [id, look];
  }));
  const required = whole.required?.filter((id) => ids.includes(id)) ?? [];
  return {
    schema: { type: "object", properties: { [section]: { type: "object", title: "", properties: asked, ...(required.length && { required }) } } },
    uiSchema: { [section]: { "ui:order": ids, ...looks } },
    questions,
  };
}
