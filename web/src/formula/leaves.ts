/** What a tree reads, each cell once. */
import type { LeafJson, NodeJson } from "./wire";

function parts(node: NodeJson): readonly NodeJson[] {
  switch (node[0]) {
    case "+":
    case "*":
      return node[1].map(([, part]) => part);
    case "q":
    case "not":
      return [node[1]];
    case "cmp":
      return [node[2], node[3]];
    case "and":
    case "or":
      return node[1];
    case "if":
      return [node[1], node[2], node[3]];
    case "f":
      return node[2];
    case "where":
      return [...(node[1] ? [node[1]] : []), node[2], node[4]];
    default:
      return [];
  }
}

/** The cells that a tree reads, in reading order. */
export function leavesOf(node: NodeJson): LeafJson[] {
  const found = new Map<string, LeafJson>();
  const walk = (one: NodeJson): void => {
    if (one[0] === "c" || one[0] === "cs") found.set(one.join(" "), one);
    else parts(one).forEach(walk);
  };
  walk(node);
  return [...found.values()];
}
