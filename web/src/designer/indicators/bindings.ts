/** Bindings of rows and columns as the documents hold them: what holds at a node, what a cell means by both sides. */
import type { Documents, GridSection, Id } from "../model/documents";
import { ancestors } from "../model/tree";
import { valueAt } from "../model/path";

export type Axis = "columns" | "rows";

export interface Binding {
  indicator: Id | undefined;
  members: string[];
  /** The node above that the indicator comes from; undefined when it is the node's own. */
  from: Id | undefined;
}

interface Bindable {
  indicator?: string;
  members?: string[];
  repeats?: string[];
  label: string;
}

export function nodeAt(section: GridSection, axis: Axis, id: Id): Bindable | undefined {
  return (section[axis].nodes as Record<Id, Bindable>)[id];
}

export function bindingAt(section: GridSection, axis: Axis, id: Id): Binding {
  let indicator: Id | undefined;
  let from: Id | undefined;
  const members = new Map<string, string>();
  for (const step of [...ancestors(section[axis] as never, id), id]) {
    const node = nodeAt(section, axis, step);
    if (node?.indicator) [indicator, from] = [node.indicator, step];
    const own = (node?.members ?? []).map((text): [string, string] => [listOf(text), text]);
    for (const [list, text] of own) members.set(list, text);
  }
  return { indicator, members: [...members.values()], from: from === id ? undefined : from };
}

/** `d_gioitinh.nu` → `d_gioitinh`. */
export function listOf(member: string): string {
  const dot = member.indexOf(".");
  return dot > 0 ? member.slice(0, dot) : member;
}

export function memberName(documents: Documents, member: string): string {
  const list = listOf(member);
  const name = valueAt(documents, [list, "members", "items", member.slice(list.length + 1), "name"]);
  const of = documents[list]?.["name"];
  return typeof name === "string" ? `${typeof of === "string" ? of : list}: ${name}` : member;
}

export interface IndicatorDocument {
  spec: string;
  id: Id;
  code: string;
  name: string;
  unit?: string;
  owner?: string;
}

export function indicatorsOf(documents: Documents): IndicatorDocument[] {
  const all = (Object.values(documents) as unknown as IndicatorDocument[]).filter((each) => each.spec.startsWith("indicator/"));
  return all.sort((a, b) => a.code.localeCompare(b.code, "vi", { numeric: true }));
}

export function indicatorName(documents: Documents, id: Id): string {
  const found = documents[id] as unknown as IndicatorDocument | undefined;
  return found?.spec.startsWith("indicator/") ? `${found.code} ${found.name}` : id;
}

/** What a cell asks for: the indicator of either side with the members of both; the two sides may contradict each other. */
export function cellMeaning(section: GridSection, row: Id, column: Id): { indicators: Id[]; members: string[] } {
  const [left, right] = [bindingAt(section, "rows", row), bindingAt(section, "columns", column)];
  const indicators = [...new Set([left.indicator, right.indicator].filter((each): each is Id => each !== undefined))];
  return { indicators, members: [...new Set([...left.members, ...right.members])] };
}
