/** Checks by template: the places that a person points at, and the condition that they make. */
import type { Rule } from "../model/documents";

export type PlaceName = "whole" | "parts" | "within" | "a" | "b" | "now" | "before" | "must" | "when" | "value" | "low" | "high" | "here" | "there";
export type TemplateName = "total" | "part" | "atMost" | "equal" | "carried" | "filled" | "range" | "percent" | "elsewhere";

export interface PlaceInfo {
  name: PlaceName;
  /** Takes several references. */
  many?: boolean;
  /** A number, typed. */
  number?: boolean;
}

/** References (or a typed number) by place, in the order they were pointed at. */
export type Filled = Partial<Record<PlaceName, readonly string[]>>;

export interface RuleTemplate {
  name: TemplateName;
  places: readonly PlaceInfo[];
  /** The condition over one reference or number a place, several where it takes many. */
  expr: (of: (place: PlaceName) => string) => string;
  rule?: Partial<Rule>;
}

const one = (name: PlaceName): PlaceInfo => ({ name });
const many = (name: PlaceName): PlaceInfo => ({ name, many: true });
const number = (name: PlaceName): PlaceInfo => ({ name, number: true });

export const TEMPLATES: readonly RuleTemplate[] = [
  { name: "total", places: [one("whole"), many("parts")], expr: (of) => `${of("whole")} == ${of("parts")}` },
  { name: "part", places: [one("whole"), many("within")], expr: (of) => `${of("whole")} >= ${of("within")}` },
  { name: "atMost", places: [one("a"), one("b")], expr: (of) => `${of("a")} <= ${of("b")}` },
  { name: "equal", places: [one("a"), one("b")], expr: (of) => `${of("a")} == ${of("b")}` },
  { name: "carried", places: [one("now"), one("before")], expr: (of) => `${of("now")} == prev(${of("before")})`, rule: { origin: { kind: "cross" } } },
  { name: "filled", places: [one("must"), one("when")], expr: (of) => `count(${of("must")}) >= count(${of("when")})` },
  { name: "range", places: [one("value"), number("low"), number("high")], expr: (of) => `${of("value")} >= ${of("low")} and ${of("value")} <= ${of("high")}` },
  { name: "percent", places: [one("value")], expr: (of) => `${of("value")} >= 0 and ${of("value")} <= 100` },
  { name: "elsewhere", places: [one("here"), one("there")], expr: (of) => `${of("here")} == ${of("there")}`, rule: { origin: { kind: "cross" } } },
];

export function templateOf(name: TemplateName): RuleTemplate {
  return TEMPLATES.find((each) => each.name === name)!;
}

/** The condition; empty while a place is. */
export function conditionOf(template: RuleTemplate, filled: Filled): string {
  if (template.places.some(({ name }) => (filled[name] ?? []).length === 0)) return "";
  return template.expr((place) => (filled[place] ?? []).join(" + "));
}

/** Pointing at a reference: one place takes it in the stead of what stood there, several add it or let it go. */
export function pointedAt(filled: Filled, place: PlaceInfo, reference: string): Filled {
  const now = filled[place.name] ?? [];
  if (!place.many) return { ...filled, [place.name]: [reference] };
  return { ...filled, [place.name]: now.includes(reference) ? now.filter((each) => each !== reference) : [...now, reference] };
}

/** The place to point at next: the first that is empty, else the one that takes several. */
export function nextPlace(template: RuleTemplate, filled: Filled, after: PlaceName): PlaceName {
  const place = template.places.find(({ name }) => name === after);
  if (place?.many) return after;
  const empty = template.places.find(({ name, number: typed }) => !typed && (filled[name] ?? []).length === 0);
  return empty?.name ?? after;
}

/** Places filled from what is selected: the first code where one is asked for, the rest where several are. */
export function fromSelection(template: RuleTemplate, codes: readonly string[]): Filled {
  const filled: Filled = {};
  let rest = [...codes];
  for (const { name, many: several, number: typed } of template.places) {
    if (typed || rest.length === 0 || name === "there") continue;
    filled[name] = several ? rest : rest.slice(0, 1);
    rest = several ? [] : rest.slice(1);
  }
  return filled;
}
