import { RENDERED } from "../../effective/backup-plan/plan-source";
import { readCopy } from "../../effective/backup-plan/read-copy";
import { readPlan } from "../../effective/backup-plan/read-plan";
import { readRule } from "../../effective/backup-plan/read-rule";
import { readSelection } from "../../effective/backup-plan/read-selection";
import type { WholePart } from "./fold-edits";
import { byName, copyFacts, planFacts, ruleFacts, selectionFacts } from "./plan-facts";
import { template } from "./template";
import type { Template } from "./template";
import { vaultTemplate } from "./vault-template";

export interface PartWords {
  /** `plan daily`, `copy to Central in eu-central-1`. */
  readonly title: Template;
  readonly facts: readonly Template[];
}

export interface WholePartWords extends PartWords {
  /** Of a plan, its rules. */
  readonly rules: readonly PartWords[];
}

/** Facts name no paths and no other Regions than the part itself does. */
const ANYWHERE = "";
const NO_REGIONS: readonly string[] = [];

/** A whole plan, rule, copy or selection by its key facts. */
export function wholePartWords({ part, name, settings }: WholePart): WholePartWords {
  switch (part) {
    case "plan": {
      const plan = readPlan(RENDERED, name, settings);
      return {
        title: template`plan ${name}`,
        facts: planFacts(plan),
        rules: byName(plan.rules).map((rule) => ({
          title: template`rule ${rule.name}`,
          facts: ruleFacts(rule),
        })),
      };
    }
    case "rule": {
      const rule = readRule(RENDERED, name, settings, ANYWHERE, NO_REGIONS);
      return { title: template`rule ${name}`, facts: ruleFacts(rule), rules: [] };
    }
    case "copy": {
      const copy = readCopy(RENDERED, name, settings, ANYWHERE, NO_REGIONS, undefined);
      return { title: template`copy to ${vaultTemplate(copy.arn)}`, facts: copyFacts(copy), rules: [] };
    }
    case "tag selection":
    case "resource selection": {
      const kind = part === "tag selection" ? "tags" : "resources";
      const selection = readSelection(RENDERED, kind, name, settings, ANYWHERE);
      return { title: template`${[part]} ${name}`, facts: selectionFacts(selection), rules: [] };
    }
  }
}
