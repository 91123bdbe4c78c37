import type { Mark, Verdict } from "../verdict";
import type { PageId } from "../tables/pages";
import { compileSelection, tagOf } from "./compile-selection";
import type { SelectableResource, SelectionDoubt, SelectionMiss } from "./compile-selection";
import type { SelectionCriteria } from "./selection-criteria";

/** Whether a selection takes a resource, service opt-in apart. For many resources, use `compileSelection`. */
export function selectsResource(criteria: SelectionCriteria, resource: SelectableResource): Verdict {
  const outcome = compileSelection(criteria)(resource);
  switch (outcome.answer) {
    case "yes":
      return outcome.absentTag === undefined
        ? verdict("yes", "certain", "The selection matches.", ["ARJ"])
        : verdict(
            "yes",
            "inferred",
            `Probably selected: the tag "${outcome.absentTag}" is missing, which should count as different; AWS does not document it.`,
            ["ARJ"],
          );
    case "no":
      return verdict("no", "certain", missWords(outcome.miss, resource), [
        outcome.miss.kind === "restore-test" ? "RT" : "ARJ",
      ]);
    case "unknown":
      return verdict("unknown", "no-evidence", doubtWords(outcome.doubt), []);
  }
}

function missWords(miss: SelectionMiss, { tags = {} }: SelectableResource): string {
  switch (miss.kind) {
    case "restore-test":
      return "Backup plans ignore what a restore test restored.";
    case "pattern":
      return "No resource pattern of the selection matches.";
    case "excluded":
      return `The selection excludes ${miss.pattern}.`;
    case "tag-absent":
      return `The tag "${miss.key}" is missing.`;
    case "tag-value":
    case "tag-ruled-out":
      return `The tag "${miss.key}" is ${JSON.stringify(tagOf(tags, miss.key))}.`;
  }
}

function doubtWords(doubt: SelectionDoubt): string {
  return doubt.kind === "condition"
    ? `It is not known how AWS Backup reads the condition on ${doubt.key}.`
    : `The tags of the resource are not known; the selection depends on "${doubt.key}".`;
}

function verdict(answer: Verdict["answer"], mark: Mark, reason: string, pages: readonly PageId[]): Verdict {
  return { answer, mark, reason, pages };
}
