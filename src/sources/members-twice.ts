import type { SyntaxProblem } from "../text/source-document";
import type { SourceNode } from "../text/source-node";

/**
 * Members of objects, however deep, that repeat an earlier one of the same object.
 *
 * @param sameAs equal for keys that count as one
 * @param message of the key, and of the one before it
 */
export function membersTwice(
  root: SourceNode,
  sameAs: (key: string) => string,
  message: (key: string, before: string) => string,
): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const visit = (node: SourceNode): void => {
    if (node.kind === "list") {
      node.items.forEach(visit);
    } else if (node.kind === "object") {
      const seen = new Map<string, string>();
      for (const { key, keyStart, value } of node.members) {
        const same = sameAs(key);
        const before = seen.get(same);
        if (before !== undefined) {
          problems.push({ message: message(key, before), offset: keyStart });
        }
        seen.set(same, key);
        visit(value);
      }
    }
  };
  visit(root);
  return problems;
}
