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
  const found: LeafJson[] = [];
  const [seen, spread] = [new Set<string>(), new Set<string>()];
  const walk = (one: NodeJson): void => {
    if (one[0] === "c") {
      if (seen.has(one[1])) return;
      seen.add(one[1]);
      found.push(one);
    } else if (one[0] === "cs") {
      const name = `${one[1]} ${one[2]}`;
      if (spread.has(name)) return;
      spread.add(name);
      found.push(one);
    } else for (const part of parts(one)) walk(part);
  };
  walk(node);
  return found;
}
