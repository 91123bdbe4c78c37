import type { JsonObject } from "../../../src/text/json";
import type { Scenario } from "./scenario";
import type { Tree } from "./builder";
import { finding, organizationOf, policyOf, ROOT, ruleOf, tagSelection } from "./builder";

/**
 * What someone who may only name things could try: HTML, Markdown, terminal escapes, direction marks,
 * workflow commands, template expressions, mentions, prototype keys.
 */
export const HOSTILE_NAMES: readonly string[] = [
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "</script><script>alert(2)</script>",
  "<!-- org-backup:default -->",
  "--> </details></table>",
  "@octocat please look at #1, GH-2, org/repo#3 and !4",
  "| pipes | and \\| escaped | ones |",
  "```\n# heading\n```",
  "`one` ``two`` ```three```",
  "[click](javascript:alert(1)) ![image](https://evil.example/x.png)",
  "https://evil.example/ www.evil.example mail@evil.example",
  "\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
  "\u202egnp.exe\u202c \u2066isolate\u2069 \u200e\u200f\u061c",
  "::error file=a.ts,line=1::boom",
  "\n::set-output name=x::y\n::add-mask::production\r\n",
  "##[error]boom ##vso[task.setvariable variable=x]y",
  "%0A::warning::percent%0D",
  "${{ secrets.TOKEN }} $(reboot) `id` ${jndi:ldap://x}",
  "__proto__",
  "constructor",
  "**bold** _it_ ~~gone~~ :tada: &lt;b&gt; &#60;",
  "- item\n1. item\n> quote\n---",
  "\"quoted\" 'single' \\backslash\\ ]]> <![CDATA[ x",
  "\u0000\u0007\u0008nul\u2028line\u2029paragraph\ufeff\u00ad",
  "<details open><summary>x</summary>",
  "{{7*7}} <%= 1 %> #{1}",
  "x".repeat(300),
  "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u4f60\u597d \ud83d\udd25",
  "</style><style>*{display:none}</style>",
  "\ud800 lone surrogate",
];

/**
 * The same organization for any list of names: root, OUs, accounts, policies, plans, rules, vaults, tags
 * and findings all take theirs from it.
 */
export function hostile(names: readonly string[]): Scenario {
  const name = (index: number): string => names[index % names.length] ?? "";
  // A tree's keys are names: the id before them keeps `__proto__` an ordinary key.
  const accounts = (from: number, count: number): Tree =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `${String(500000000000 + from + index)} ${name(from + index)}`,
        "",
      ]),
    );
  const tree: Tree = {
    [`ou-1 ${name(0)}`]: { [`ou-2 ${name(4)}`]: accounts(0, 10), ...accounts(10, 5) },
    [`ou-3 ${name(12)}`]: accounts(20, 10),
    [`ou-4 ${name(21)}`]: { [`ou-5 ${name(6)}`]: accounts(40, 6) },
    ...accounts(30, 2),
  };
  const plan = (index: number, days: string): JsonObject => ({
    plans: Object.fromEntries([
      [
        name(index),
        {
          regions: { "@@assign": ["eu-central-1", name(index + 1)] },
          rules: Object.fromEntries([
            [
              name(index + 2),
              ruleOf({
                schedule: index % 2 === 0 ? "cron(0 5 ? * * *)" : `cron(${name(index + 3)})`,
                vault: name(index + 4),
                days,
                copies: { [`arn:aws:backup:eu-west-1:222222222222:backup-vault:${name(index + 5)}`]: days },
              }),
            ],
          ]),
          selections: {
            tags: Object.fromEntries([
              [name(index + 6), tagSelection(name(index + 7), name(index + 8), name(index + 9))],
            ]),
          },
        },
      ],
    ]),
  });
  const policies = (days: string): ReturnType<typeof policyOf>[] => [
    policyOf(name(1), plan(0, days), "p-1"),
    policyOf(name(13), plan(11, days), "p-2"),
    policyOf(name(20), plan(18, days), "p-3"),
  ];
  const root = { id: ROOT, name: name(24) };
  const findings = names.map((text, index) =>
    finding(
      "hostile-name",
      (["error", "warning", "notice"] as const)[index % 3] ?? "notice",
      `The name ${JSON.stringify(text)} is ${text}.`,
      {
        accounts: [String(500000000000 + (index % 10))],
        policies: [`p-${(index % 3) + 1}`],
        path: `plans/${text}/rules/${name(index + 1)}`,
        hint: `Do not call anything ${text}.`,
      },
    ),
  );
  return {
    before: organizationOf(tree, policies("35"), { [ROOT]: ["p-1"], "ou-4": ["p-3"] }, { root }),
    after: organizationOf(tree, policies("14"), { [ROOT]: ["p-1"], "ou-3": ["p-2"] }, { root }),
    findings: findings.sort((first, second) => order(first.severity) - order(second.severity)),
  };
}

function order(severity: string): number {
  return ["error", "warning", "notice"].indexOf(severity);
}
