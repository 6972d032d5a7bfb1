import { describe, expect, it } from "vitest";
import { rulesOf } from "../model/documents";
import { applyAll } from "../model/operations";
import type { Finding } from "../state/api";
import { sample } from "../testing/sample";
import { acceptingAll, suggestions } from "./Suggestions";

const finding = (place: string, args: Finding["args"]): Finding => ({ code: "template.partition_unchecked", place, message: "", severity: "warning", ...(args ? { args } : {}) });
const RULE = { expr: "c1 >= c2", severity: "warning" as const, origin: { kind: "structure" as const } };

describe("proposals by structure", () => {
  const documents = sample();
  const found = [
    finding("f_a/s1/c1", { proposal_rule: RULE }),
    finding("k_a/k1", { proposal_of: "k_a/k1", proposal_expr: "c1 >= c2 + c3" }),
    finding("f_a/s1/c1", { proposal_caption: "Tổng" }),
    finding("f_b/s1/b1", { proposal_rule: RULE }),
    finding("f_a/s1/c9", { proposal_rule: RULE }),
  ];

  it("are those checks and lines of the form whose place is still there", () => {
    expect(suggestions(documents, found, "f_a")).toEqual(found.slice(0, 2));
    expect(suggestions(documents, found, "f_b")).toEqual([found[3]]);
  });

  it("are accepted together, each on what those before it leave", () => {
    const twice = [found[1]!, finding("k_a/k1", { proposal_of: "k_a/k1", proposal_expr: "c1 >= c2 + c3 + c4" }), found[0]!];
    const after = rulesOf(applyAll(documents, acceptingAll(documents, twice)), "f_a")!;
    expect(after.order.length).toBe(2);
    expect(after.items["k1"]?.expr).toBe("c1 >= c2 + c3 + c4");
    expect(after.items[after.order[1]!]?.expr).toBe("c1 >= c2");
  });
});
