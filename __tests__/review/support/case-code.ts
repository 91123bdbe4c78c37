import type { OrganizationData } from "../../../src/organization/model";
import { Organization } from "../../../src/organization/organization";
import type { JsonObject } from "../../../src/text/json";
import { RISK_CASES } from "./risk-cases";
import type { CasePolicy, Policies, RiskCase } from "./risk-cases";

export type Side = "before" | "fires" | "nearMiss";

/** The ids of the OU and the account of a case. */
export function placeOf(rule: string): { readonly unit: string; readonly account: string } {
  const index = RISK_CASES.findIndex((riskCase) => riskCase.rule === rule);
  const number = String(index).padStart(8, "0");
  return { unit: `ou-test-${number}`, account: `1000${number}` };
}

export const ROOT_ID = "r-test";

/** One OU with one account for each case; no policies. */
export function caseOrganization(): OrganizationData {
  return {
    settings: {
      id: "o-testtest01",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY"],
      trustedServices: ["backup.amazonaws.com"],
    },
    root: { id: ROOT_ID, name: "Root" },
    organizationalUnits: RISK_CASES.map(({ rule }) => ({
      id: placeOf(rule).unit,
      name: rule,
      parentId: ROOT_ID,
    })),
    accounts: [
      { id: "111111111111", name: "management", parentId: ROOT_ID, state: "ACTIVE" },
      ...RISK_CASES.map(({ rule }) => ({
        id: placeOf(rule).account,
        name: `${rule}-account`,
        parentId: placeOf(rule).unit,
        state: "ACTIVE" as const,
      })),
    ],
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
  };
}

/** The organization with the policies of one side of the cases, as a snapshot of it would be. */
export function organizationOfCases(side: Side, cases: readonly RiskCase[] = RISK_CASES): Organization {
  const data = caseOrganization();
  const policies = cases.flatMap((riskCase) => policiesOf(riskCase, side));
  const result = Organization.create({
    ...data,
    policies: policies.map(({ name, content }) => ({
      id: `p-${name}`,
      name,
      content: { kind: "known", value: content },
    })),
    attachments: attachmentsOf(policies),
  });
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join("\n"));
  }
  return result.organization;
}

function attachmentsOf(policies: readonly NamedPolicy[]): OrganizationData["attachments"] {
  const byTarget = new Map<string, string[]>();
  for (const { name, target } of policies) {
    if (target !== undefined) {
      byTarget.set(target, [...(byTarget.get(target) ?? []), `p-${name}`]);
    }
  }
  return [...byTarget].map(([targetId, policyIds]) => ({ targetId, policyIds, order: "known" }));
}

interface NamedPolicy {
  readonly name: string;
  readonly content: CasePolicy["content"];
  readonly target: string | undefined;
  readonly isChained: boolean;
}

function policiesOf(riskCase: RiskCase, side: Side): readonly NamedPolicy[] {
  const { unit, account } = placeOf(riskCase.rule);
  const policies: Policies = riskCase[side];
  return Object.entries(policies).map(([name, written]) => {
    const { content, on }: CasePolicy = isCasePolicy(written) ? written : { content: written };
    const target = on === "nothing" ? undefined : on === "account" ? account : unit;
    return { name: `${riskCase.rule}-${name}`, content, target, isChained: on !== "unchained" };
  });
}

function isCasePolicy(written: JsonObject | CasePolicy): written is CasePolicy {
  return "content" in written;
}

/** The code of one side of the cases, in Terraform's JSON syntax: what `cdktf synth` writes is that too. */
export function codeOf(
  side: Side,
  cases: readonly RiskCase[] = RISK_CASES,
): {
  readonly resource: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
} {
  const policies = cases.flatMap((riskCase) => policiesOf(riskCase, side));
  const lastOnTarget = new Map<string, string>();
  const attachments = policies.flatMap(({ name, target, isChained }): [string, JsonObject][] => {
    if (target === undefined) {
      return [];
    }
    const previous = isChained ? lastOnTarget.get(target) : undefined;
    lastOnTarget.set(target, name);
    return [
      [
        name,
        {
          policy_id: `\${aws_organizations_policy.${name}.id}`,
          target_id: target,
          ...(previous === undefined
            ? {}
            : { depends_on: [`aws_organizations_policy_attachment.${previous}`] }),
        },
      ],
    ];
  });
  return {
    resource: {
      aws_organizations_policy: Object.fromEntries(
        policies.map(({ name, content }): [string, JsonObject] => [
          name,
          { name, type: "BACKUP_POLICY", content: textOf(content) },
        ]),
      ),
      aws_organizations_policy_attachment: Object.fromEntries(attachments),
      aws_backup_vault: {
        created: { name: "created" },
        ...(policies.some(({ content }) => isUnknown(content)) ? { later: { name: "later" } } : {}),
      },
    },
  };
}

/** A content that is known only after apply refers to something that is about to be created. */
function textOf(content: CasePolicy["content"]): string {
  return isUnknown(content)
    ? '${jsonencode({ plans = { later = { regions = { "@@assign" = [aws_backup_vault.later.arn] } } } })}'
    : JSON.stringify(content);
}

function isUnknown(content: CasePolicy["content"]): boolean {
  return "unknown" in content;
}
