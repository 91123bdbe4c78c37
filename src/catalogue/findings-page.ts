import { markdownTable } from "../policy/reference/markdown-table";
import type { Rule } from "../text/rule";
import { RULE_GROUPS } from "./catalogue";
import type { RuleGroup } from "./catalogue";

/** The page of the guide about everything that can be found; made from the catalogue. */
export function findingsPage(): string {
  return `${[INTRODUCTION, ...RULE_GROUPS.flatMap(groupText)].join("\n\n")}\n`;
}

const INTRODUCTION = `# Findings

<!-- Written by \`npm run generate\` from the rules; change those instead. -->

Everything that \`org-backup\` can find, rule by rule. A finding has the id of its rule, a severity, the accounts and
policies concerned, the place in the policy, and a hint. \`org-backup help RULE\` shows one rule.

- **error**: backups, or a way back to them, are lost, or AWS refuses the request. The default of \`--fail-on\`.
- **warning**: likely a mistake, or something that could not be determined.
- **notice**: worth knowing.

\`plan --fail-on\` takes the ids of rules as well as a severity.`;

function groupText({ title, introduction, rules }: RuleGroup): readonly string[] {
  return [`## ${title}`, introduction, overview(rules), ...rules.map(section)];
}

function overview(rules: readonly Rule[]): string {
  return markdownTable(
    ["Rule", "Severity", "What it reports"],
    rules.map(({ id, severity, sentence }) => [`[\`${id}\`](#${id})`, severity, sentence]),
  );
}

function section({ id, severity, sentence, hint }: Rule): string {
  return `### ${id}\n\n**${severity}**. ${sentence}\n\n${hint}`;
}
