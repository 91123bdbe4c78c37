import { quoted } from "../validate/quoted";
import type { ContainerView } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/**
 * Every rule of a plan applies to every selection. A selection named after one of several rules shows
 * that its author expected otherwise; a published sample of AWS does so.
 */
export const sharedRules: AdviceRule = {
  id: "shared-rules",
  severity: "notice",
  sentence:
    "Every rule of a plan applies to every selection, also where selections are named after single rules.",
  hint: "Write one plan per rule and selection, unless every resource should follow every rule.",
  concepts: ["plan"],
  check: (plan) => {
    const rules = namesOf(plan.container("rules"));
    const selections = plan.container("selections");
    const selected = [
      ...namesOf(selections?.container("tags")),
      ...namesOf(selections?.container("resources")),
    ];
    if (selections === undefined || rules.length < 2 || selected.length < 2) {
      return undefined;
    }
    const byWord = new Map(rules.map((name) => [firstWord(name), name]));
    const paired = selected.filter((name) => byWord.has(firstWord(name)));
    // One rule each: names such as Backup_1 and Backup_2 start alike and say nothing.
    const words = new Set(paired.map(firstWord));
    if (words.size < 2 || words.size !== paired.length || byWord.size !== rules.length) {
      return undefined;
    }
    const [example = ""] = paired;
    return [
      {
        message: `All ${rules.length} rules apply to each of the ${selected.length} selections: ${quoted(example)} is backed up by every rule, not by ${quoted(byWord.get(firstWord(example)) ?? "")} alone.`,
        path: selections.path(),
        offset: selections.offset,
        hint: "Make a plan for each rule and its selection, unless every resource is meant to follow all rules.",
      },
    ];
  },
};

function namesOf(container: ContainerView | undefined): readonly string[] {
  return [...(container?.containers() ?? [])].map(({ name }) => name);
}

/** `monthly` of `Monthly_Rule`, `monthly-selection` and `MonthlyRule`. */
function firstWord(name: string): string {
  const [word = ""] = name.split(/[._-]|(?<=[a-z0-9])(?=[A-Z])/);
  return word.toLowerCase();
}
