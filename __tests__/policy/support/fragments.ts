import type { Finding } from "../../../src/text/finding";
import type { JsonObject, JsonValue } from "../../../src/text/json";
import { policyDocumentFromValue } from "../../../src/policy/document";
import { validatePolicy } from "../../../src/policy/validate";
import type { PolicyValidation } from "../../../src/policy/validate";

/** A Sunday morning, on which most recorded decisions were taken. */
export const AT = new Date("2026-09-13T06:00:00Z");

export const assign = (value: JsonValue): JsonObject => ({ "@@assign": value });
export const append = (value: JsonValue): JsonObject => ({ "@@append": value });
export const remove = (value: JsonValue): JsonObject => ({ "@@remove": value });
export const NONE: JsonObject = { "@@operators_allowed_for_child_policies": ["@@none"] };

export const ROLE = "arn:aws:iam::$account:role/Backup";
export const VAULT_ARN = "arn:aws:backup:us-east-1:$account:backup-vault:Vault";

export const withPlan = (plan: JsonValue): JsonObject => ({ plans: { daily: plan } });
export const withRule = (rule: JsonValue): JsonObject => withPlan({ rules: { nightly: rule } });
export const withLifecycle = (lifecycle: JsonValue): JsonObject => withRule({ lifecycle });
export const withTagSelection = (selection: JsonValue): JsonObject =>
  withPlan({ selections: { tags: { all: selection } } });
export const withResourceSelection = (selection: JsonValue): JsonObject =>
  withPlan({ selections: { resources: { all: selection } } });
export const withCopy = (copy: JsonValue, name = VAULT_ARN): JsonObject =>
  withRule({ copy_actions: { [name]: copy } });
export const withSchedule = (expression: string): JsonObject =>
  withRule({ schedule_expression: assign(expression) });

export const TAG_SELECTION: JsonObject = {
  iam_role_arn: assign(ROLE),
  tag_key: assign("backup"),
  tag_value: assign(["daily"]),
};

export function validate(policy: JsonValue, at: Date = AT): PolicyValidation {
  return validatePolicy(policyDocumentFromValue(policy), { at });
}

/** The rules under which issues are reported, refusals first. */
export function rulesOf(issues: readonly Finding[]): readonly string[] {
  return issues.map(({ rule }) => rule);
}

export function refusalsOf(policy: JsonValue, at: Date = AT): readonly string[] {
  return rulesOf(validate(policy, at).issues.filter(({ severity }) => severity === "error"));
}

export function adviceOf(policy: JsonValue, at: Date = AT): readonly string[] {
  return rulesOf(validate(policy, at).issues.filter(({ severity }) => severity !== "error"));
}

/** An admissible document whose minified text has a given length; the plan's name makes up for the rest. */
export function sized(length: number): JsonObject {
  const regions: string[] = [];
  const policy = (plan: string): JsonObject => ({ plans: { [plan]: { regions: remove(regions) } } });
  const missing = (): number => length - JSON.stringify(policy("p")).length;
  while (missing() > 40) {
    regions.push("us-east-1");
  }
  return policy("p".repeat(1 + missing()));
}
