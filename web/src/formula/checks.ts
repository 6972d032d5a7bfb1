/** Judging checks. */
import { type Cells, type Closure, close } from "./closures";
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

/** A check made ready: says whether it fails at one place, with the sentence. */
export interface Judge {
  check: CheckJson;
  /** The failure at an instance ("" in fixed rows), null when it holds. `number` counts instances from 1. */
  fails: (cells: Cells, inst: string, number: number) => Failure | null;
}

function toleranceOf(check: CheckJson, cells: Cells): Exact {
  const { fixed, terms } = check.tolerance;
  return terms.reduce((sum, [half, owner]) => {
    const count = (cells.instances.get(owner) ?? []).length;
    return plus(sum, times(exact(half), exact(count)));
  }, exact(fixed));
}

/** The keys that a check names at one place. */
function namedCells(check: CheckJson, owners: Readonly<Record<string, string>>, cells: Cells, inst: string): string[] {
  return check.cells.flatMap((key) => {
    if (!key.includes("#:")) return [key];
    const instances = cells.instances.get(owners[key] ?? "") ?? [];
    return inst && instances.includes(inst) ? [withInstance(key, inst)] : instances.map((one) => withInstance(key, one));
  });
}

function failure(check: CheckJson, owners: Readonly<Record<string, string>>, cells: Cells, inst: string, sides: [Operand, Operand], words: Failure["sentence"]): Failure {
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

export function judgeOf(check: CheckJson, owners: Readonly<Record<string, string>>): Judge {
  const node = check.expr;
  if (node[0] !== "cmp") {
    const holds = close(node);
    return {
      check,
      fails: (cells, inst, number) =>
        holds(cells) === true ? null : failure(check, owners, cells, inst, [null, null], sentence(check, null, null, null, number)),
    };
  }
  const [, operator, leftNode, rightNode, type] = node;
  const [left, right, whole]: Closure[] = [close(leftNode), close(rightNode), close(node)];
  return {
    check,
    fails: (cells, inst, number) => {
      const sides: [Operand, Operand] = [left!(cells), right!(cells)];
      const [a, b] = sides.map((side) => (isExact(side) ? side : ZERO));
      const held = type === "n" ? HOLDS[operator](a!, b!, toleranceOf(check, cells)) : whole!(cells) === true;
      return held ? null : failure(check, owners, cells, inst, sides, sentence(check, operator, sides[0], sides[1], number));
    },
  };
}
