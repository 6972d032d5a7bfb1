/** The typed tree, as JSON, to closures. Nothing is evaluated from text. */
import { Sum, ZERO, type Exact, compared, exact, isExact, isZero, minus, negated, over, plus, settle, times } from "./exact";
import { FUNCTIONS, type Operand, total } from "./functions";
import { patternOf } from "./keys";
import { settledProduct } from "./quotient";
import type { LeafJson, NodeJson, Operator } from "./wire";

/** What formulas read: operands by key, the instance being computed, the instances of open rows. */
export interface Cells {
  values: Map<string, Operand>;
  inst: string;
  instances: Map<string, readonly string[]>;
}

export type Closure = (cells: Cells) => Operand;
type Several = (cells: Cells) => Operand[];

const ONE = exact(1);

function order(a: Operand, b: Operand): number {
  if (isExact(a) && isExact(b)) return compared(a, b);
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const TESTS: Readonly<Record<Operator, (sign: number) => boolean>> = {
  "==": (sign) => sign === 0,
  "!=": (sign) => sign !== 0,
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
};

function slot(key: string): Closure {
  const keyAt = patternOf(key);
  if (!keyAt) return (cells) => cells.values.get(key) ?? null;
  return (cells) => cells.values.get(keyAt(cells.inst)) ?? null;
}

/** The values of a leaf: one, or one per instance of its open row. */
export function leafValues(leaf: LeafJson): Several {
  if (leaf[0] === "c") {
    const read = slot(leaf[1]);
    return (cells) => [read(cells)];
  }
  const [, owner, key] = leaf;
  const keyAt = patternOf(key) ?? (() => key);
  return (cells) => (cells.instances.get(owner) ?? []).map((inst) => cells.values.get(keyAt(inst)) ?? null);
}

function several(node: NodeJson): Several {
  if (node[0] === "cs") return leafValues(node);
  const one = close(node);
  return (cells) => [one(cells)];
}

/** The sum of cells of fixed rows, which most formulas are; null for any other chain. */
function cellSum(terms: [number, NodeJson][]): Closure | null {
  const keys: string[] = [];
  for (const [sign, node] of terms) {
    if (sign !== 1 || node[0] !== "c" || node[1].includes("#:")) return null;
    keys.push(node[1]);
  }
  return ({ values }) => {
    const sum = new Sum();
    for (const key of keys) {
      const value = values.get(key);
      if (isExact(value)) sum.add(value);
    }
    return sum.value();
  };
}

function chain(terms: [number, NodeJson][]): Closure {
  const plain = cellSum(terms);
  if (plain) return plain;
  const closed = terms.map(([sign, node]) => ({ adds: sign === 1, term: close(node) }));
  return (cells) => {
    let sum: Exact | null = null;
    for (const { adds, term } of closed) {
      const value = term(cells);
      if (!isExact(value)) continue;
      if (sum === null) sum = adds ? value : negated(value);
      else sum = adds ? plus(sum, value) : minus(sum, value);
    }
    return sum;
  };
}

interface Factor {
  divides: boolean;
  factor: Closure;
}

function factorsOf(factors: ["*" | "/", NodeJson][]): Factor[] {
  return factors.map(([sign, node]) => ({ divides: sign === "/", factor: close(node) }));
}

function product(factors: ["*" | "/", NodeJson][]): Closure {
  const closed = factorsOf(factors);
  return (cells) => {
    let result: Exact | null = null;
    for (const { divides, factor } of closed) {
      const value = factor(cells);
      if (!isExact(value) || (divides && isZero(value))) return null;
      if (result === null) result = divides ? over(ONE, value) : value;
      else result = divides ? over(result, value) : times(result, value);
    }
    return result;
  };
}

/** A product taken to 15 digits: most of them are one quotient, found without the hundred digits in between. */
function settledChain(factors: ["*" | "/", NodeJson][]): Closure {
  const closed = factorsOf(factors);
  const divides = closed.map((one) => one.divides);
  return (cells) => {
    const values: Exact[] = [];
    for (const { divides: below, factor } of closed) {
      const value = factor(cells);
      if (!isExact(value) || (below && isZero(value))) return null;
      values.push(value);
    }
    return settledProduct(values, divides);
  };
}

function settled(node: NodeJson): Closure {
  if (node[0] === "*") return settledChain(node[1]);
  if (node[0] === "if") return choose(close(node[1]), settled(node[2]), settled(node[3]));
  const inner = close(node);
  return (cells) => {
    const value = inner(cells);
    return isExact(value) ? settle(value) : null;
  };
}

function choose(test: Closure, yes: Closure, no: Closure): Closure {
  return (cells) => (test(cells) === true ? yes(cells) : no(cells));
}

function compare(operator: Operator, left: Closure, right: Closure, numeric: boolean): Closure {
  const nothing: Operand = numeric ? ZERO : "";
  const test = TESTS[operator];
  return (cells) => test(order(left(cells) ?? nothing, right(cells) ?? nothing));
}

function call(name: string, nodes: NodeJson[]): Closure {
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!compute) throw new Error(`unknown function in program: ${name}`);
  if (nodes.every((node) => node[0] !== "cs")) {
    const closed = nodes.map(close);
    return (cells) => compute(closed.map((one) => one(cells)));
  }
  const groups = nodes.map(several);
  return (cells) => compute(groups.flatMap((group) => group(cells)));
}

function where(values: NodeJson | null, tested: NodeJson, operator: Operator, operand: NodeJson): Closure {
  const test = TESTS[operator];
  const [asked, wanted] = [several(tested), close(operand)];
  const added = values ? several(values) : null;
  return (cells) => {
    const limit = wanted(cells);
    const hits = asked(cells).map((value) => value !== null && test(order(value, limit)));
    if (!added) return exact(hits.filter(Boolean).length);
    return total(added(cells).filter((_, index) => hits[index]));
  };
}

function logic(operator: "and" | "or", items: Closure[]): Closure {
  if (operator === "and") return (cells) => items.every((item) => item(cells) === true);
  return (cells) => items.some((item) => item(cells) === true);
}

/** The closure of a tree. Throws on a tag it does not know: the program is newer than the page. */
export function close(node: NodeJson): Closure {
  switch (node[0]) {
    case "n": {
      const value = exact(node[1]);
      return () => value;
    }
    case "t":
    case "b": {
      const value = node[1];
      return () => value;
    }
    case "0":
      return () => null;
    case "c":
      return slot(node[1]);
    case "+":
      return chain(node[1]);
    case "*":
      return product(node[1]);
    case "q":
      return settled(node[1]);
    case "cmp":
      return compare(node[1], close(node[2]), close(node[3]), node[4] === "n");
    case "and":
    case "or":
      return logic(node[0], node[1].map(close));
    case "not": {
      const inner = close(node[1]);
      return (cells) => inner(cells) !== true;
    }
    case "if":
      return choose(close(node[1]), close(node[2]), close(node[3]));
    case "f":
      return call(node[1], node[2]);
    case "where":
      return where(node[1], node[2], node[3], node[4]);
    default:
      throw new Error(`unknown node in program: ${String(node[0])}`);
  }
}
