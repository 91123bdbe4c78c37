import type { WholePart } from "./fold-edits";
import { phrase } from "./phrase";
import type { Phrase } from "./phrase";
import {
  copyFacts,
  copyTarget,
  membersOf,
  planFacts,
  resourceSelectionFacts,
  ruleFacts,
  tagSelectionFacts,
} from "./plan-facts";

export interface PartWords {
  /** `plan daily`, `copy to Central in eu-central-1`. */
  readonly title: Phrase;
  readonly facts: readonly Phrase[];
}

export interface WholePartWords extends PartWords {
  /** Of a plan, its rules. */
  readonly rules: readonly PartWords[];
}

/** A whole plan, rule, copy or selection by its key facts. */
export function wholePartWords({ part, name, settings }: WholePart): WholePartWords {
  switch (part) {
    case "plan":
      return {
        title: phrase`plan ${name}`,
        facts: planFacts(settings),
        rules: membersOf(settings.rules).map(([rule, value]) => ({
          title: phrase`rule ${rule}`,
          facts: ruleFacts(value),
        })),
      };
    case "rule":
      return { title: phrase`rule ${name}`, facts: ruleFacts(settings), rules: [] };
    case "copy":
      return { title: phrase`copy to ${copyTarget(name, settings)}`, facts: copyFacts(settings), rules: [] };
    case "tag selection":
      return { title: phrase`tag selection ${name}`, facts: tagSelectionFacts(settings), rules: [] };
    case "resource selection":
      return {
        title: phrase`resource selection ${name}`,
        facts: resourceSelectionFacts(settings),
        rules: [],
      };
  }
}
