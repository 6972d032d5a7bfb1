/** Judging checks. */
import type { Source } from "./cells";
import { close } from "./closures";
import { type Exact, ZERO, absolute, compared, exact, isExact, minus, plainText, plus, times } from "./exact";
import type { Operand } from "./functions";
import { withInstance } from "./keys";
import { sentence } from "./sentence";
import type { CheckJson, Failure, Operator } from "./wire";

const HOLDS: Readonly<Record<Operator, (a: Exact, b: Exact, tolerance: Exact) => boolean>> = {
  "==": (a, b, t) => compared(absolute(minus(a, b)), t) <= 0,
  "!=": (a, b, t) => compared(absolute(minus(a, b)), t) > 0,
  "<=": (a, b, t) => compared(a, plus(b, t)) <= 0,
  "<": (a, b, t) => compared(a, plus(b, t)) < 0,
  ">=": (a, b, t) => compared(a, minus(b, t)) >= 0,
  ">": (a, b, t) => compared(a, minus(b, t)) > 0,
};

/** Says whether a check fails at one place, with the sentence: the check is asked for only then. `number` counts instances from 1. */
export type Judge = (check: () => CheckJson, inst: string, number: number) => Failure | null;

function toleranceOf({ tolerance }: Pick<CheckJson, "tolerance">, cells: Source): () => Exact {
  const fixed = exact(tolerance.fixed);
  const terms = tolerance.terms.map(([half, owner]) => ({ half: exact(half), owner }));
  if (!terms.length) return () => fixed;
  return () => terms.reduce((sum, { half, owner }) => plus(sum, times(half, exact((cells.instances.get(owner) ?? []).length))), fixed);
}

/** The keys that a check names at one place. */
function namedCells(check: CheckJson, owners: Readonly<Record<string, string>>, cells: Source, inst: string): string[] {
  return check.cells.flatMap((key) => {
    if (!key.includes("#:")) return [key];
    const instances = cells.instances.get(owners[key] ?? "") ?? [];
    return inst && instances.includes(inst) ? [withInstance(key, inst)] : instances.map((one) => withInstance(key, one));
  });
}

function failure(check: CheckJson, owners: Readonly<Record<string, string>>, cells: Source, inst: string, sides: [Operand, Operand], words: Failure["sentence"]): Failure {
  const [left, right] = sides.map((side) => (isExact(side) ? plainText(side) : null));
  return {
    id: withInstance(check.id, inst),
    rule: check.rule,
    severity: check.severity,
    cells: namedCells(check, owners, cells, inst),
    left: left ?? null,
    right: right ?? null,
    sentence: words,
    message: check.message,
  };
}

/** What judges a check, or all that share a condition, over the cells of `cells`. */
export function judgeOf(condition: Pick<CheckJson, "expr" | "tolerance">, owners: Readonly<Record<string, string>>, cells: Source): Judge {
  const node = condition.expr;
  if (node[0] !== "cmp") {
    const holds = close(node, cells);
    return (check, inst, number) => (holds() === true ? null : failure(check(), owners, cells, inst, [null, null], sentence(check(), null, null, null, number)));
  }
  const [, operator, leftNode, rightNode, type] = node;
  const [left, right] = [close(leftNode, cells), close(rightNode, cells)];
  // Numbers are compared here, with the tolerance: only the rest asks for the comparison as a whole.
  const whole = type === "n" ? null : close(node, cells);
  const [tolerance, within] = [toleranceOf(condition, cells), HOLDS[operator]];
  return (check, inst, number) => {
    const sides: [Operand, Operand] = [left(), right()];
    const [a, b] = sides;
    const held = whole ? whole() === true : within(isExact(a) ? a : ZERO, isExact(b) ? b : ZERO, tolerance());
    return held ? null : failure(check(), owners, cells, inst, sides, sentence(check(), operator, sides[0], sides[1], number));
  };
}
