import type { JsonObject, JsonValue } from "../../src/text/json";

export const list = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

export const entries = (count: number, value: (index: number) => JsonValue, name = "key"): JsonObject =>
  Object.fromEntries(list(count, (index) => [`${name}${index}`, value(index)]));

export const assigned = (value: JsonValue): JsonObject => ({ "@@assign": value });

export function rule(days = 35): JsonObject {
  return {
    schedule_expression: assigned("cron(0 5 ? * * *)"),
    target_backup_vault_name: assigned("Default"),
    lifecycle: { delete_after_days: assigned(String(days)) },
  };
}

export function plan(
  rules: JsonObject = { nightly: rule() },
  value: JsonValue = ["yes"],
  role = "arn:aws:iam::$account:role/BackupRole",
): JsonObject {
  return {
    regions: assigned(["eu-central-1"]),
    rules,
    selections: {
      tags: {
        all: {
          iam_role_arn: assigned(role),
          tag_key: assigned("backup"),
          tag_value: assigned(value),
        },
      },
    },
  };
}

export const policyId = (index: number): string => `p-${String(index).padStart(8, "0")}`;
export const unitId = (index: number): string => `ou-big0-${String(index).padStart(8, "0")}`;
export const accountId = (index: number): string => String(100_000_000_000 + index);

export function account(index: number, parentId = "r-big0", name = `account-${index}`): JsonObject {
  return { id: accountId(index), name, parentId };
}

export function unit(index: number, parentId = "r-big0", name = `unit-${index}`): JsonObject {
  return { id: unitId(index), name, parentId };
}

export function policy(index: number, content: JsonValue = { plans: { daily: plan() } }): JsonObject {
  return { id: policyId(index), name: `policy-${index}`, content };
}

export const ORGANIZATION: JsonObject = {
  version: 1,
  organization: {
    id: "o-big0000000",
    managementAccountId: accountId(0),
    enabledPolicyTypes: ["BACKUP_POLICY"],
    trustedServices: ["backup.amazonaws.com"],
  },
  root: { id: "r-big0", name: "Root" },
  organizationalUnits: [],
  accounts: [account(0)],
  policies: [policy(0)],
  attachments: [{ targetId: "r-big0", policyIds: [policyId(0)] }],
};

export const POLICY_TEXT = JSON.stringify({ plans: { daily: plan() } });
