/** The typed tree, as JSON, to closures. Nothing is evaluated from text. */
import type { Source } from "./cells";
import { Exact, Sum, ZERO, compared, exact, isExact, isZero, minus, negated, over, plus, settle, times } from "./exact";
import { FUNCTIONS, type Operand, total } from "./functions";
import { patternOf } from "./keys";
import { settledProduct } from "./quotient";
import { SAFE } from "./whole";
import type { LeafJson, NodeJson, Operator } from "./wire";

/** Computes from the cells over which it was closed. */
export type Closure = () => Operand;
type Several = () => Operand[];

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

function slot(key: string, cells: Source): Closure {
  const keyAt = patternOf(key);
  const { open } = cells;
  if (keyAt) return () => open.get(keyAt(cells.inst)) ?? null;
  const read = cells.fixedOf([key]);
  return () => read(0);
}

/** The values of a leaf: one, or one per instance of its open row. */
export function leafValues(leaf: LeafJson, cells: Source): Several {
  if (leaf[0] === "c") {
    const read = slot(leaf[1], cells);
    return () => [read()];
  }
  const [, owner, key] = leaf;
  const keyAt = patternOf(key);
  const copies = (): readonly string[] => cells.instances.get(owner) ?? [];
  if (keyAt) return () => copies().map((inst) => cells.open.get(keyAt(inst)) ?? null);
  const read = slot(key, cells);
  return () => copies().map(read);
}

function several(node: NodeJson, cells: Source): Several {
  if (node[0] === "cs") return leafValues(node, cells);
  const one = close(node, cells);
  return () => [one()];
}

/** The keys of operands that are cells of fixed rows; null when any of them is more than that. */
function fixedKeys(nodes: readonly NodeJson[]): string[] | null {
  const keys = nodes.flatMap((node) => (node[0] === "c" && !node[1].includes("#:") ? [node[1]] : []));
  return keys.length === nodes.length ? keys : null;
}

/** The sum of cells of fixed rows, which most formulas are: units of one size are added as they are. */
function cellSum(keys: readonly string[], cells: Source): Closure {
  const read = cells.fixedOf(keys);
  const { length } = keys;
  const anySum = (): Operand => {
    const sum = new Sum();
    for (let nth = 0; nth < length; nth += 1) {
      const value = read(nth);
      if (isExact(value)) sum.add(value);
    }
    return sum.value();
  };
  return () => {
    let n = 0;
    let d = -1;
    for (let nth = 0; nth < length; nth += 1) {
      const value = read(nth);
      if (!isExact(value)) continue;
      n += value.n;
      if (value.w !== null || (d >= 0 && value.d !== d) || n > SAFE || n < -SAFE) return anySum();
      d = value.d;
    }
    return d < 0 ? null : new Exact(n, d, null);
  };
}

function chain(terms: [number, NodeJson][], cells: Source): Closure {
  const keys = terms.every(([sign]) => sign === 1) ? fixedKeys(terms.map(([, node]) => node)) : null;
  if (keys) return cellSum(keys, cells);
  const closed = terms.map(([sign, node]) => ({ adds: sign === 1, term: close(node, cells) }));
  return () => {
    let sum: Exact | null = null;
    for (const { adds, term } of closed) {
      const value = term();
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

function factorsOf(factors: ["*" | "/", NodeJson][], cells: Source): Factor[] {
  return factors.map(([sign, node]) => ({ divides: sign === "/", factor: close(node, cells) }));
}

function product(factors: ["*" | "/", NodeJson][], cells: Source): Closure {
  const closed = factorsOf(factors, cells);
  return () => {
    let result: Exact | null = null;
    for (const { divides, factor } of closed) {
      const value = factor();
      if (!isExact(value) || (divides && isZero(value))) return null;
      if (result === null) result = divides ? over(ONE, value) : value;
      else result = divides ? over(result, value) : times(result, value);
    }
    return result;
  };
}

/** A product taken to 15 digits: most of them are one quotient, found without the hundred digits in between. */
function settledChain(factors: ["*" | "/", NodeJson][], cells: Source): Closure {
  const closed = factorsOf(factors, cells);
  const divides = closed.map((one) => one.divides);
  return () => {
    const values: Exact[] = [];
    for (const { divides: below, factor } of closed) {
      const value = factor();
      if (!isExact(value) || (below && isZero(value))) return null;
      values.push(value);
    }
    return settledProduct(values, divides);
  };
}

function settled(node: NodeJson, cells: Source): Closure {
  if (node[0] === "*") return settledChain(node[1], cells);
  if (node[0] === "if") return choose(close(node[1], cells), settled(node[2], cells), settled(node[3], cells));
  const inner = close(node, cells);
  return () => {
    const value = inner();
    return isExact(value) ? settle(value) : null;
  };
}

function choose(test: Closure, yes: Closure, no: Closure): Closure {
  return () => (test() === true ? yes() : no());
}

function compare(operator: Operator, left: Closure, right: Closure, numeric: boolean): Closure {
  const nothing: Operand = numeric ? ZERO : "";
  const test = TESTS[operator];
  return () => test(order(left() ?? nothing, right() ?? nothing));
}

function call(name: string, nodes: NodeJson[], cells: Source): Closure {
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!compute) throw new Error(`unknown function in program: ${name}`);
  const keys = name === "sum" ? fixedKeys(nodes) : null;
  if (keys) return cellSum(keys, cells);
  if (nodes.every((node) => node[0] !== "cs")) {
    const closed = nodes.map((node) => close(node, cells));
    return () => compute(closed.map((one) => one()));
  }
  const groups = nodes.map((node) => several(node, cells));
  return () => compute(groups.flatMap((group) => group()));
}

function where(values: NodeJson | null, tested: NodeJson, operator: Operator, operand: NodeJson, cells: Source): Closure {
  const test = TESTS[operator];
  const [asked, wanted] = [several(tested, cells), close(operand, cells)];
  const added = values ? several(values, cells) : null;
  return () => {
    const limit = wanted();
    const hits = asked().map((value) => value !== null && test(order(value, limit)));
    if (!added) return exact(hits.filter(Boolean).length);
    return total(added().filter((_, index) => hits[index]));
  };
}

function logic(operator: "and" | "or", items: Closure[]): Closure {
  if (operator === "and") return () => items.every((item) => item() === true);
  return () => items.some((item) => item() === true);
}

/** The closure of a tree over the cells that it reads. Throws on a tag it does not know: the program is newer than the page. */
export function close(node: NodeJson, cells: Source): Closure {
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
      return slot(node[1], cells);
    case "+":
      return chain(node[1], cells);
    case "*":
      return product(node[1], cells);
    case "q":
      return settled(node[1], cells);
    case "cmp":
      return compare(node[1], close(node[2], cells), close(node[3], cells), node[4] === "n");
    case "and":
    case "or":
      return logic(node[0], node[1].map((part) => close(part, cells)));
    case "not": {
      const inner = close(node[1], cells);
      return () => inner() !== true;
    }
    case "if":
      return choose(close(node[1], cells), close(node[2], cells), close(node[3], cells));
    case "f":
      return call(node[1], node[2], cells);
    case "where":
      return where(node[1], node[2], node[3], node[4], cells);
    default:
      throw new Error(`unknown node in program: ${String(node[0])}`);
  }
}
