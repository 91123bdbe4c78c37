import { backupPlansOnce } from "../../effective/backup-plan/read-backup-plans";
import { compileFragment } from "../../effective/fragment";
import { mergeLevels } from "../../effective/inherit";
import type { PolicyDocument } from "../../policy/document";
import { isJsonObject } from "../../text/json";
import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import { splitPath } from "../../text/policy-path";
import type { SourceNode } from "../../text/source-node";
import { PLAN_ADVICE } from "./all-plan-advice";

/**
 * What AWS Backup would do differently from what a policy says, if the policy were the only one of an account. Settings
 * that it leaves to other policies are not judged.
 *
 * @param at the time from which schedules are compared
 */
export function adviseDocument(document: PolicyDocument, at: Date): readonly Finding[] {
  const { value } = document;
  if (!isJsonObject(value)) {
    return [];
  }
  const merged = mergeLevels([{ targetId: "", order: "known", policies: [compileFragment("", value)] }]);
  return backupPlansOnce(merged).flatMap((plan) =>
    PLAN_ADVICE.flatMap((rule) =>
      rule.advise(plan, at).map(({ message, path, severity }) => {
        const position = document.position(offsetOf(document.root, splitPath(path)));
        return findingOf(rule, {
          message,
          path,
          ...(severity === undefined ? {} : { severity }),
          ...(position === undefined ? {} : { position }),
        });
      }),
    ),
  );
}

/** Where the deepest part of a path that the document holds is written; names are matched in any case, as AWS merges them. */
function offsetOf(root: SourceNode, path: readonly string[]): number {
  let node = root;
  let offset = root.start;
  for (const name of path) {
    const member =
      node.kind === "object"
        ? node.members.find(({ key }) => key.toLowerCase() === name.toLowerCase())
        : undefined;
    if (member === undefined) {
      return offset;
    }
    node = member.value;
    offset = member.keyStart;
  }
  return offset;
}
