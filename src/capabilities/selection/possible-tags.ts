import type { BackupSelection } from "../../effective/backup-plan/backup-selection";
import { getOrAdd } from "../../text/get-or-add";
import { compileSelection } from "./compile-selection";
import { conditionTag } from "./condition-tag";
import { compileWildcard } from "./wildcard";

type Conditions = BackupSelection["conditions"];

/**
 * Whether a resource can have tags with which a selection takes it: what it demands may contradict itself.
 * `unknown`: a condition looks at something else than a tag, of which AWS documents nothing.
 */
export function possibleTags({
  kind,
  tagKey,
  tagValues,
  conditions,
}: Pick<BackupSelection, "kind" | "tagKey" | "tagValues" | "conditions">): "yes" | "no" | "unknown" {
  const byTag = new Map<string, Conditions[number][]>();
  let isOpen = false;
  for (const condition of conditions) {
    const tag = conditionTag(condition.key ?? "");
    isOpen ||= tag === undefined;
    if (tag !== undefined) {
      getOrAdd(byTag, tag, () => []).push(condition);
    }
  }
  const own = kind === "tags" ? tagKey : undefined;
  const isPossible = [...byTag].every(([tag, of]) => hasValue(tag, of, tag === own ? tagValues : undefined));
  return !isPossible ? "no" : isOpen ? "unknown" : "yes";
}

/** @param selected the values that the selection takes; undefined if only conditions look at the tag */
function hasValue(tag: string, conditions: Conditions, selected: readonly string[] | undefined): boolean {
  const values = (operator: RegExp): readonly string[] =>
    conditions.flatMap(({ operator: name, value = "" }) => (operator.test(name) ? [value] : []));
  const patterns = values(/^string_?like$/i);
  const [demanded] = [...values(/^string_?equals$/i), ...patterns.filter((text) => !text.includes("*"))];
  const candidates = selected ?? demanded;
  if (candidates === undefined) {
    const excluded = values(/^string_?not_?(equals|like)$/i).map(compileWildcard);
    // A pattern that matches the text of another, the `*` in it included, matches whatever that one matches.
    return !patterns.some(
      (pattern, index) =>
        excluded.some((matches) => matches(pattern)) ||
        patterns.slice(index + 1).some((other) => areApart(pattern, other)),
    );
  }
  const takes = compileSelection({ resources: [], notResources: [], tags: [], conditions });
  return [candidates].flat().some((value) => takes({ arn: "", tags: { [tag]: value } }).answer !== "no");
}

/** Whether no text matches both of two patterns: they begin, or end, with different texts. */
function areApart(one: string, other: string): boolean {
  const [start, otherStart] = [one, other].map((pattern) => pattern.slice(0, pattern.indexOf("*")));
  const [end, otherEnd] = [one, other].map((pattern) => pattern.slice(pattern.lastIndexOf("*") + 1));
  const goTogether = (is: (text: string, part: string) => boolean, text = "", part = ""): boolean =>
    is(text, part) || is(part, text);
  return !(
    goTogether((text, part) => text.startsWith(part), start, otherStart) &&
    goTogether((text, part) => text.endsWith(part), end, otherEnd)
  );
}
