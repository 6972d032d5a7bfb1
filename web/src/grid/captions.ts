/** Captions of added rows, read and written as cells of a column of their own. */

import { textOf, type CellJson, type Change } from "./cells";
import type { Instance, Instances, Spec } from "./model";

function rowOf(key: string): [row: string, inst: string | undefined] {
  const [row = "", inst] = key.split(":")[0]!.split("#");
  return [row, inst];
}

export function captionOf(instances: Instances, key: string): CellJson {
  const [row, inst] = rowOf(key);
  const instance = instances[row]?.find((one) => one.id === inst);
  if (!instance) return null;
  return instance.item ? { c: instance.item } : instance.label ? { t: instance.label } : null;
}

/** The rows with one caption changed. */
export function recaptioned(all: Instances, change: Change, spec: Spec | null): Instances {
  const [row, inst] = rowOf(change.key);
  const list = all[row];
  if (!list) return all;
  return { ...all, [row]: list.map((one) => (one.id === inst ? named(one, change.to, spec) : one)) };
}

/** A caption is one line: the server takes no other, and a name that was pasted or typed in two is the same name. */
const oneLine = (text: string): string => text.replace(/\s*[\n\r\t]+\s*/g, " ");

function named(instance: Instance, value: CellJson, spec: Spec | null): Instance {
  if (value && typeof value === "object" && "c" in value) return { id: instance.id, item: value.c, label: textOf(value, spec) };
  return { id: instance.id, item: null, label: oneLine(textOf(value, null)) };
}
