import type { WholePart } from "./fold-edits";
import { template } from "./template";
import type { Template } from "./template";
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
  readonly title: Template;
  readonly facts: readonly Template[];
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
        title: template`plan ${name}`,
        facts: planFacts(settings),
        rules: membersOf(settings.rules).map(([rule, value]) => ({
          title: template`rule ${rule}`,
          facts: ruleFacts(value),
        })),
      };
    case "rule":
      return { title: template`rule ${name}`, facts: ruleFacts(settings), rules: [] };
    case "copy":
      return {
        title: template`copy to ${copyTarget(name, settings)}`,
        facts: copyFacts(settings),
        rules: [],
      };
    case "tag selection":
      return { title: template`tag selection ${name}`, facts: tagSelectionFacts(settings), rules: [] };
    case "resource selection":
      return {
        title: template`resource selection ${name}`,
        facts: resourceSelectionFacts(settings),
        rules: [],
      };
  }
}
