import type { Input } from "../../input";
import type { Call } from "../../service";
import type { Organization } from "./organization";
import type { OrganizationsStore } from "./organizations-store";

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: unknown;
}

/**
 * Who may call what: the management account everything, a delegated administrator what reads, an account
 * that the resource policy names what it allows, and every member its own organization and effective policy.
 */
export function mayCall(
  store: OrganizationsStore,
  organization: Organization,
  operation: string,
  input: Input,
  call: Call,
): boolean {
  const { accountId } = call.caller;
  if (accountId === organization.identity.managementAccountId || operation === "DescribeOrganization") {
    return true;
  }
  if (operation === "DescribeEffectivePolicy" && (input.values.TargetId ?? accountId) === accountId) {
    return true;
  }
  return (
    (/^(Describe|List)/.test(operation) && store.isDelegatedAdministrator(accountId)) ||
    resourcePolicyAllows(organization, operation, input, accountId)
  );
}

function resourcePolicyAllows(
  organization: Organization,
  operation: string,
  input: Input,
  accountId: string,
): boolean {
  if (organization.resourcePolicy === undefined) {
    return false;
  }
  const { Statement: statements } = JSON.parse(organization.resourcePolicy.content) as {
    readonly Statement: readonly Statement[];
  };
  return statements.some(
    (statement) =>
      statement.Effect === "Allow" &&
      principalsOf(statement).some((principal) => names(principal, accountId)) &&
      list(statement.Action).some((action) => matches(action, `organizations:${operation}`)) &&
      conditionHolds(statement, policyTypeOf(organization, input)),
  );
}

function principalsOf(statement: Statement): readonly string[] {
  const principal = statement.Principal;
  return typeof principal === "object" && principal !== null && "AWS" in principal
    ? list(principal.AWS)
    : list(principal);
}

function names(principal: string, accountId: string): boolean {
  return principal === "*" || principal === accountId || principal.startsWith(`arn:aws:iam::${accountId}:`);
}

/** Only `organizations:PolicyType` is looked at, the one key of AWS's delegation examples. */
function conditionHolds(statement: Statement, type: string | undefined): boolean {
  const operators = Object.entries((statement.Condition ?? {}) as Record<string, Record<string, unknown>>);
  return operators.every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, values]) =>
        key !== "organizations:PolicyType" ||
        (type === undefined
          ? operator.endsWith("IfExists")
          : list(values).some((value) => matches(value, type))),
    ),
  );
}

function policyTypeOf(organization: Organization, input: Input): string | undefined {
  const { PolicyType, Filter, Type, PolicyId } = input.values;
  const named = PolicyType ?? Filter ?? Type;
  return typeof named === "string" ? named : organization.policies.get(String(PolicyId))?.type;
}

function list(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (member): member is string => typeof member === "string",
  );
}

function matches(pattern: string, text: string): boolean {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "i").test(text);
}
