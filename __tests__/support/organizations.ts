import type {
  Account,
  Attachments,
  OrganizationData,
  OrganizationalUnit,
  Policy,
} from "../../src/organization/model";
import { Organization } from "../../src/organization/organization";
import type { JsonObject } from "../../src/text/json";

export const ROOT = "r-root";

/** A small organization: `root > a > b`, an account in each OU, one in the root. */
export function organizationData(changes: Partial<OrganizationData> = {}): OrganizationData {
  return {
    settings: { id: "o-test", managementAccountId: "000000000001", enabledPolicyTypes: ["BACKUP_POLICY"] },
    root: { id: ROOT, name: "Root" },
    organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", "ou-a")],
    accounts: [
      account("000000000001", ROOT),
      account("000000000002", "ou-a"),
      account("000000000003", "ou-b"),
    ],
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
    ...changes,
  };
}

export function organization(changes: Partial<OrganizationData> = {}): Organization {
  const result = Organization.create(organizationData(changes));
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join("\n"));
  }
  return result.organization;
}

export function unit(id: string, parentId: string): OrganizationalUnit {
  return { id, name: id.replace("ou-", ""), parentId };
}

export function account(id: string, parentId: string, state: Account["state"] = "ACTIVE"): Account {
  return { id, name: `account-${Number(id)}`, parentId, state };
}

export function policy(id: string, value: JsonObject): Policy {
  return { id, name: `name-of-${id}`, content: { kind: "known", value } };
}

export function attached(targetId: string, ...policyIds: readonly string[]): Attachments {
  return { targetId, policyIds, order: "known" };
}

/** A document that AWS publishes by itself. */
export function completePlan(plan = "p", retention = "35"): JsonObject {
  return {
    plans: {
      [plan]: {
        regions: { "@@assign": ["eu-central-1"] },
        rules: {
          r: {
            schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
            target_backup_vault_name: { "@@assign": "Default" },
            lifecycle: { delete_after_days: { "@@assign": retention } },
          },
        },
        selections: {
          tags: {
            s: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/backup" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": ["daily"] },
            },
          },
        },
      },
    },
  };
}
