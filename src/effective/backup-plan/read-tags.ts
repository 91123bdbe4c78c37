import { joinPath } from "../../text/policy-path";
import type { PlanTag } from "./plan-tag";
import type { PlanSource } from "./plan-source";
import { text } from "./read-value";

/** Tags of a plan or of recovery points; the name of a tag's container stands for a key that is not there. */
export function readTags<Node>(
  source: PlanSource<Node>,
  tags: Node | undefined,
  path: string,
): readonly PlanTag[] {
  return source.members(tags).map(([name, tag]) => ({
    path: `${path}/${joinPath([name])}`,
    key: text(source, tag, "tag_key") ?? name,
    value: text(source, tag, "tag_value") ?? "",
  }));
}
