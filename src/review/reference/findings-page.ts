import { markdownTable } from "../../policy/reference/markdown-table";
import { ACKNOWLEDGEMENT_RULES } from "../guardrails/acknowledge";
import { GUARDRAIL_RULES } from "../guardrails/guardrail-rules";
import { PRESETS } from "../guardrails/presets";
import { ALL_RISKS } from "../risks/all-risks";
import type { Rule } from "../../text/rule";

/** The page of the guide about everything that a review can find; made from the rules themselves. */
export function findingsPage(): string {
  return `${[
    INTRODUCTION,
    overview(),
    "## Rules about the change",
    ...ALL_RISKS.map(section),
    "## Rules about your own requirements",
    GUARDRAILS,
    ...rulesOf(GUARDRAIL_RULES).map(section),
    "## Rules about acknowledgements",
    ...rulesOf(ACKNOWLEDGEMENT_RULES).map(section),
  ].join("\n\n")}\n`;
}

const INTRODUCTION = `# Findings

<!-- Written by \`npm run generate\` from the rules in src/review; change those instead. -->

What \`org-backup plan\` can find in a change. Each finding has the rule's id, which \`--fail-on\` takes as well as a
severity, the accounts that it concerns, the policies behind it, the place in the policy, and a hint.

- **error**: backups, or a way back to them, are lost, or the apply fails. The default of \`--fail-on\`.
- **warning**: something that is easily a mistake, or that cannot be told.
- **notice**: worth knowing.

A withheld policy changes nothing: the account stays on the policy that it has, and what is lost is told by comparing
what is in force before with what is in force after. A new name for a plan, rule or selection with the same content is
no loss.`;

const GUARDRAILS = `Requirements stand in \`backup-guardrails.yaml\`, see \`org-backup help guardrails\`. Their severity is the requirement's;
a finding names the requirement and its line. ${PRESETS.length} presets state what published controls say.`;

function overview(): string {
  const rows = [...ALL_RISKS, ...rulesOf(GUARDRAIL_RULES), ...rulesOf(ACKNOWLEDGEMENT_RULES)].map(
    ({ id, severity, sentence }) => [`[\`${id}\`](#${id})`, severity, sentence],
  );
  return markdownTable(["Rule", "Severity", "What it reports"], rows);
}

function section({ id, severity, sentence, hint }: Omit<Rule, "find">): string {
  return `### ${id}\n\n**${severity}**. ${sentence}\n\n${hint}`;
}

function rulesOf(rules: Readonly<Record<string, Omit<Rule, "id">>>): readonly Rule[] {
  return Object.entries(rules).map(([id, rule]) => ({ id, ...rule }));
}
