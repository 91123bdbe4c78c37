import { MERGED_ADVICE, ERROR_RULES } from "../effective/merged-rules";
import { ADVICE_RULES } from "../policy/advice/advice-rules";
import { AUTHORING_RULES } from "../policy/author/authoring-rules";
import { REFUSALS } from "../policy/validate/refusals";
import { ACKNOWLEDGEMENT_RULES } from "../review/acknowledge";
import { GUARDRAIL_RULES } from "../review/guardrails/guardrail-rules";
import { PRESETS } from "../review/guardrails/presets";
import { JOBS_RULES } from "../jobs/jobs-rules";
import { PREFLIGHT_RULES } from "../review/preflight/preflight-rules";
import { MISMATCH_RULES } from "../review/verification/mismatch-rules";
import { RESOURCE_RULES } from "../review/resources/resource-rules";
import { ALL_RISKS } from "../review/risks/all-risks";
import type { Rule } from "../text/rule";

/** Rules that belong together, and where their findings come from. */
export interface RuleGroup {
  readonly title: string;
  /** A paragraph of Markdown. */
  readonly introduction: string;
  readonly rules: readonly Rule[];
}

/** Every rule that a finding can name, by what it looks at. Each is declared beside its code. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  {
    title: "Rules about a change",
    introduction:
      "Reported by `org-backup plan`, `comment` and `run-task`. A withheld policy changes nothing: the account stays on the policy that it has, so what is lost is found by comparing the policies in force before and after. A plan, rule or selection that only gets a new name is no loss.",
    rules: ALL_RISKS,
  },
  {
    title: "Rules about your own requirements",
    introduction: `Requirements are written in \`backup-guardrails.yaml\`, see \`org-backup help guardrails\`. A finding has the severity of its requirement, and names it with its line. ${PRESETS.length} presets state what published controls say.`,
    rules: Object.values(GUARDRAIL_RULES),
  },
  {
    title: "Rules about acknowledgements",
    introduction: "Acknowledgements accept findings, see `org-backup help guardrails`.",
    rules: Object.entries(ACKNOWLEDGEMENT_RULES).map(([id, rule]) => ({ id, ...rule })),
  },
  {
    title: "What AWS refuses in a policy document",
    introduction:
      "Reported by `org-backup validate` and by authoring; `policy-refused` reports the same in a change.",
    rules: [...Object.values(REFUSALS), ...Object.values(AUTHORING_RULES)],
  },
  {
    title: "Advice on a policy document",
    introduction:
      "AWS accepts these documents, and they are still likely to be mistakes. Advice never changes whether a document counts as accepted.",
    rules: ADVICE_RULES,
  },
  {
    title: "Errors and advice of merged policies",
    introduction:
      "Reported by `org-backup effective`; `account-withheld` and `not-as-written` report them in a change.",
    rules: [...Object.values(ERROR_RULES), ...Object.values(MERGED_ADVICE)],
  },
  {
    title: "What must be true before apply",
    introduction:
      "Reported by `org-backup preflight`, one rule for each check. A check that could not look is a warning of its rule.",
    rules: Object.values(PREFLIGHT_RULES),
  },
  {
    title: "Differences between the prediction and AWS",
    introduction: "Reported by `org-backup verify`, by what explains the difference.",
    rules: Object.values(MISMATCH_RULES),
  },
  {
    title: "Resources that are not selected",
    introduction: "Reported by `org-backup coverage --resources`, see `org-backup help resources`.",
    rules: Object.values(RESOURCE_RULES),
  },
  {
    title: "Jobs that are not as planned",
    introduction: "Reported by `org-backup jobs`.",
    rules: Object.values(JOBS_RULES),
  },
];

/** Every rule that a finding can name. */
export const ALL_RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);
