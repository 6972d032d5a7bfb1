/** A small engine in place of the formula engine: row sums and row checks of the samples. */

import { formatNumber, sumOf } from "../src/numbers";

interface Program {
  rows: string[];
  open: string[];
  sums: { column: string; of: string[] }[];
  checks: { left: string; right: string[]; printed: string; severity?: string }[];
}

type Values = Record<string, unknown>;

function add(values: Values, row: string, columns: string[]): { total: string | null; broken: boolean } {
  const parts = columns.map((column) => values[`${row}:${column}`]);
  const numbers = parts.filter((part): part is string => typeof part === "string");
  return { total: numbers.length ? sumOf(numbers) : null, broken: parts.some((part) => typeof part === "object" && part !== null && "raw" in part) };
}

export function createEngine(program: Program) {
  let given: Values = {};
  let ids: Record<string, string[]> = {};
  const engine = {
    changeAll(cells: [string, unknown][]) {
      return engine.run({ ...given, ...Object.fromEntries(cells) }, ids);
    },
    runOn(entered: { forEach: (act: (value: unknown, key: string) => void) => void }, instances: Record<string, string[]>) {
      const values: Values = {};
      entered.forEach((value, key) => { values[key] = value; });
      return engine.run(values, instances);
    },
    run(entered: Values, instances: Record<string, string[]>) {
      given = entered;
      ids = instances;
      const rows = [...program.rows, ...program.open.flatMap((row) => (instances[row] ?? []).map((id) => `${row}#${id}`))];
      const values: Values = {};
      const incomplete: string[] = [];
      const failures: unknown[] = [];
      const all = { ...entered };
      for (const row of rows) {
        for (const { column, of } of program.sums) {
          const { total, broken } = add(all, row, of);
          values[`${row}:${column}`] = total;
          all[`${row}:${column}`] = total;
          if (broken) incomplete.push(`${row}:${column}`);
        }
        for (const check of program.checks) {
          const left = all[`${row}:${check.left}`];
          const { total } = add(all, row, check.right);
          if (typeof left !== "string" || total === null || left === total) continue;
          const sentence = `Cột ${check.left.slice(1)}: ${formatNumber(left)} ≠ ${check.printed} = ${formatNumber(total)}`;
          const cells = [check.left, ...check.right].map((column) => `${row}:${column}`);
          failures.push({ rule: `k/${check.left}-${check.printed}`, severity: check.severity ?? "error", cells, sentence: { vi: sentence, en: sentence }, message: "" });
        }
      }
      return { values, incomplete, failures, patch: values };
    },
  };
  return engine;
}
