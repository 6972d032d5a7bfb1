/** Sample units of a form: their figures as typed, and the report that the server makes of them. */
import { create } from "zustand";
import type { CellJson } from "../../grid";
import { post } from "../../http";
import type { Documents, Id } from "../model/documents";
import { whyOf } from "../examples/tries";
import { state } from "../state/store";
import { flushed } from "../state/sync";

export interface SampleUnit {
  name: string;
  forms: Record<Id, Record<string, CellJson>>;
}

export interface Reported {
  sample: SampleUnit[];
  values: Record<string, CellJson>;
  units: { name: string; values: Record<string, CellJson> }[];
  failures: { cells: string[]; severity: string; sentence: string }[];
}

interface Held {
  units: SampleUnit[];
  report: Reported | null;
  of: Documents | null;
  why: string;
  /** The server is at it. */
  busy: boolean;
}

const NOTHING: Held = { units: [], report: null, of: null, why: "", busy: false };

export const useUnits = create<{ forms: Record<Id, Held> }>()(() => ({ forms: {} }));

export function unitsOf(forms: Record<Id, Held>, form: Id): Held {
  return forms[form] ?? NOTHING;
}

function put(form: Id, part: Partial<Held>): void {
  const { forms } = useUnits.getState();
  useUnits.setState({ forms: { ...forms, [form]: { ...unitsOf(forms, form), ...part } } });
}

let asked: AbortController | null = null;

/** Make the report again; with `fill`, units of these names with figures of their own are added first. */
export async function report(form: Id, fill: string[] = []): Promise<void> {
  asked?.abort();
  const control = (asked = new AbortController());
  const { units } = unitsOf(useUnits.getState().forms, form);
  put(form, { busy: true });
  try {
    await flushed();
    const of = state().documents;
    const answer = await post<Reported>(`/api/drafts/${encodeURIComponent(state().draft.id)}/consolidation`, { form, units, ...(fill.length > 0 ? { fill } : {}) }, { signal: control.signal });
    if (control.signal.aborted) return;
    // What was typed meanwhile stays; only units that the server has filled are new.
    const now = unitsOf(useUnits.getState().forms, form).units;
    put(form, { report: answer, of, why: "", units: fill.length > 0 ? [...now, ...answer.sample.slice(units.length)] : now });
  } catch (error) {
    if (!control.signal.aborted) put(form, { why: whyOf(error) });
  } finally {
    if (asked === control) put(form, { busy: false });
  }
}

export function setUnits(form: Id, units: SampleUnit[]): void {
  put(form, { units });
}

export function typed(form: Id, unit: number, key: string, value: CellJson): void {
  const { units } = unitsOf(useUnits.getState().forms, form);
  setUnits(form, units.map((each, at) => (at === unit ? { ...each, forms: { ...each.forms, [form]: { ...each.forms[form], [key]: value } } } : each)));
}
