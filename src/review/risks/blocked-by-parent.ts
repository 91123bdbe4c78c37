import { controlOperand, NO_OPERATORS } from "../../policy/operator-set";
import type { Organization } from "../../organization/organization";
import type { AccountGroup } from "../account-groups";
import { isTouched } from "../is-touched";
import { blockedEvents } from "../traced";
import type { BlockedEvent } from "../traced";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const blockedByParent: Risk = {
  id: "blocked-by-parent",
  severity: "warning",
  sentence: "A policy sets what a control of a higher policy forbids: AWS silently ignores it.",
  hint: "Remove the setting, or allow the operator in the higher policy.",
  find: (context) => context.groups.flatMap((group) => blockedIn(group, context)),
};

function blockedIn(group: AccountGroup, { before, after }: RiskContext): readonly RiskFinding[] {
  const { organization } = after;
  if (group.after === undefined || !isTouched(group, before.organization, organization)) {
    return [];
  }
  const now = blockedEvents(group.levels.after());
  if (now.length === 0) {
    return [];
  }
  const known = new Set(group.before === undefined ? [] : blockedEvents(group.levels.before()).map(keyOf));
  return now
    .filter((event) => !known.has(keyOf(event)))
    .map((event) => ({
      message: sentence(event, organization),
      accounts: group.accounts,
      policies: [event.policyId, ...new Set(event.controls.map(({ policyId }) => policyId))],
      path: event.path,
    }));
}

function keyOf(event: BlockedEvent): string {
  const what = event.reason === "blocked-operator" ? [event.operator, event.operand] : [];
  return JSON.stringify([event.policyId, event.targetId, event.path, what]);
}

function sentence(event: BlockedEvent, organization: Organization): string {
  const name = (id: string): string => JSON.stringify(organization.policy(id)?.name ?? id);
  const controls = event.controls.map(({ policyId, targetId, allowed }) => {
    const by = `${name(policyId)} (${organization.path(targetId)})`;
    return allowed === NO_OPERATORS
      ? `${by} locks it (@@none)`
      : `${by} allows only ${controlOperand(allowed).join(", ")}`;
  });
  return `${name(event.policyId)} cannot ${attempt(event)} here: ${controls.join("; ")}.`;
}

function attempt(event: BlockedEvent): string {
  if (event.reason !== "blocked-operator") {
    return "add a new name";
  }
  const value = JSON.stringify(event.operand);
  switch (event.operator) {
    case "@@assign":
      return `set ${value}`;
    case "@@append":
      return `append ${value}`;
    default:
      return `use ${event.operator} ${value}`;
  }
}
