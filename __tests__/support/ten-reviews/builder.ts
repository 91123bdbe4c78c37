import type {
  Account,
  Attachments,
  OrganizationData,
  OrganizationalUnit,
  Policy,
} from "../../../src/organization/model";
import { Organization } from "../../../src/organization/organization";
import type { Finding } from "../../../src/text/finding";
import type { JsonObject } from "../../../src/text/json";

export const ROOT = "r-nw01";

/** Root, OUs and accounts as nested names; an id before the name, as in `200000000001 orders-prod`. */
export interface Tree {
  readonly [name: string]: Tree | string;
}

/** A small company: 12 accounts in six OUs. */
export const NORDWIND: Tree = {
  "ou-security Security": { "100000000001 log-archive": "", "100000000002 audit": "" },
  "ou-workloads Workloads": {
    "ou-production Production": {
      "ou-payments Payments": { "200000000001 payments-api": "", "200000000002 payments-ledger": "" },
      "200000000004 orders": "",
      "200000000005 warehouse": "",
      "200000000006 tracking": "",
    },
    "ou-staging Staging": { "300000000001 orders-staging": "", "300000000002 web-staging": "" },
  },
  "ou-sandbox Sandbox": { "400000000001 sandbox-anna": "", "400000000002 sandbox-ben": "" },
  "111111111111 management": "",
};

export function organizationOf(
  tree: Tree,
  policies: readonly Policy[],
  attachments: Readonly<Record<string, readonly string[]>>,
  changes: Partial<OrganizationData> = {},
): Organization {
  const organizationalUnits: OrganizationalUnit[] = [];
  const accounts: Account[] = [];
  const visit = (children: Tree, parentId: string): void => {
    for (const [key, child] of Object.entries(children)) {
      const split = key.indexOf(" ");
      const [id, name] = [key.slice(0, split), key.slice(split + 1)];
      if (typeof child === "string") {
        accounts.push({ id, name, parentId, state: child === "suspended" ? "SUSPENDED" : "ACTIVE" });
      } else {
        organizationalUnits.push({ id, name, parentId });
        visit(child, id);
      }
    }
  };
  visit(tree, ROOT);
  return created({
    settings: {
      id: "o-nordwind01",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY"],
    },
    root: { id: ROOT, name: "Root" },
    organizationalUnits,
    accounts,
    policies,
    attachments: Object.entries(attachments).map(([targetId, policyIds]): Attachments => ({
      targetId,
      policyIds,
      order: "known",
    })),
    publishedPolicies: new Map(),
    ...changes,
  });
}

export function created(data: OrganizationData): Organization {
  const result = Organization.create(data);
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join("\n"));
  }
  return result.organization;
}

export function policyOf(name: string, value: JsonObject, id = `p-${name}`): Policy {
  return { id, name, content: { kind: "known", value } };
}

export function finding(
  rule: string,
  severity: Finding["severity"],
  message: string,
  rest: Partial<Finding> = {},
): Finding {
  return { rule, severity, message, accounts: [], policies: [], path: "", hint: "Read the guide.", ...rest };
}

/** A rule in plain values, for {@link planOf}. */
export interface RuleParts {
  readonly schedule?: string;
  readonly vault?: string;
  readonly days?: string;
  readonly cold?: string;
  readonly continuous?: boolean;
  /** Vault ARNs, with the days that the copies are kept. */
  readonly copies?: Readonly<Record<string, string>>;
}

const assign = (value: string | readonly string[]): JsonObject => ({ "@@assign": value });

export function ruleOf({ schedule, vault, days, cold, continuous, copies }: RuleParts): JsonObject {
  return {
    ...(schedule === undefined ? {} : { schedule_expression: assign(schedule) }),
    ...(vault === undefined ? {} : { target_backup_vault_name: assign(vault) }),
    ...(continuous === undefined ? {} : { enable_continuous_backup: assign(String(continuous)) }),
    ...(days === undefined && cold === undefined
      ? {}
      : {
          lifecycle: {
            ...(cold === undefined ? {} : { move_to_cold_storage_after_days: assign(cold) }),
            ...(days === undefined ? {} : { delete_after_days: assign(days) }),
          },
        }),
    ...(copies === undefined
      ? {}
      : {
          copy_actions: Object.fromEntries(
            Object.entries(copies).map(([arn, kept]) => [
              arn,
              { target_backup_vault_arn: assign(arn), lifecycle: { delete_after_days: assign(kept) } },
            ]),
          ),
        }),
  };
}

export function tagSelection(key: string, ...values: readonly string[]): JsonObject {
  return {
    iam_role_arn: assign("arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole"),
    tag_key: assign(key),
    tag_value: assign(values),
  };
}

/** A policy of one complete plan that selects `backup=PLAN`. */
export function planOf(
  plan: string,
  rules: Readonly<Record<string, RuleParts>>,
  regions = ["eu-central-1"],
): JsonObject {
  return {
    plans: {
      [plan]: {
        regions: assign(regions),
        rules: Object.fromEntries(
          Object.entries(rules).map(([name, rule]) => [name, ruleOf({ vault: "Main", ...rule })]),
        ),
        selections: { tags: { tagged: tagSelection("backup", plan.toLowerCase()) } },
      },
    },
  };
}

export const DAILY = "cron(0 5 ? * * *)";
export const CENTRAL_VAULT = "arn:aws:backup:eu-central-1:222222222222:backup-vault:Central";
