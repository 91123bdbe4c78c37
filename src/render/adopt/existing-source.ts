import type { EffectivePolicies } from "../../organization/effective-policies";
import { stringLiteral } from "../../policy/author/source/string-literal";
import { policyDocumentFromValue } from "../../policy/document";
import { validatePolicy } from "../../policy/validate";
import { needsOfAll } from "../../review/preflight/backup-checks";
import { compareText } from "../../text/compare-text";
import type { AdoptOptions } from "./adopt-options";
import type { AdoptedPolicy } from "./adopted-policy";

/** The module that declares what is there already: roles and vaults that policies name, and what is wrong today. */
export function existingSource(
  effective: EffectivePolicies,
  policies: readonly AdoptedPolicy[],
  { from, at }: AdoptOptions,
): string {
  const needs = needsOfAll(effective);
  const roles = sorted(needs.roles.map(({ role }) => role));
  const vaults = sorted(needs.vaults.map(({ vault }) => vault));
  return [
    `import type { Acknowledgement } from ${stringLiteral(from)};`,
    "",
    "/**",
    " * What the policies name and this app does not create. This file takes for granted that it exists:",
    " * org-backup preflight --member-role-name ROLE looks into the accounts.",
    " */",
    "export const existing = {",
    `  roles: [${roles.map((role) => `{ role: ${stringLiteral(role)} }`).join(", ")}],`,
    `  vaults: [${vaults.map((vault) => `{ vaultName: ${stringLiteral(vault)} }`).join(", ")}],`,
    "};",
    "",
    ...acknowledgementLines(effective, policies, at),
    "",
  ].join("\n");
}

/** What AWS has today is taken as it is; each of these is worth fixing afterwards. */
function acknowledgementLines(
  effective: EffectivePolicies,
  policies: readonly AdoptedPolicy[],
  at: Date,
): readonly string[] {
  const day = at.toISOString().slice(0, 10);
  const withheld = [...effective.distinct()]
    .flatMap(([{ status }, ids]) => (status === "withheld" ? ids : []))
    .sort(compareText);
  const refused = policies
    .filter(({ document }) => !validatePolicy(policyDocumentFromValue(document), { at }).accepted)
    .map(({ policy }) => policy.name);
  const entries = [
    ...(withheld.length === 0
      ? []
      : [
          `  {\n    rule: "account-withheld",\n    accounts: { names: [${withheld.map(stringLiteral).join(", ")}] },\n    reason: "It was so on ${day}, when the policies were taken under code.",\n  },`,
        ]),
    ...(refused.length === 0
      ? []
      : [
          `  {\n    rule: "policy-refused",\n    policies: [${refused.map(stringLiteral).join(", ")}],\n    reason: "AWS has it as of ${day}; it would not take the same text again.",\n  },`,
        ]),
  ];
  return [
    "/** What was found with the policies and would stop the synthesis: remove an entry once it is fixed. */",
    `export const acknowledge: readonly Acknowledgement[] = [${entries.length === 0 ? "" : `\n${entries.join("\n")}\n`}];`,
  ];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareText);
}
