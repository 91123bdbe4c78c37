import { controlOperand } from "../../policy/operator-set";
import type { ProvenanceEvent } from "../../effective/provenance";
import type { Organization } from "../../organization/organization";
import type { Transition } from "../comparison";
import type { Risk, RiskContext, RiskFinding } from "./risk";

type BlockedEvent = Extract<ProvenanceEvent, { reason: "blocked-operator" | "blocked-key" }>;

export const blockedByParent: Risk = {
  id: "blocked-by-parent",
  severity: "warning",
  sentence: "A policy sets what a control of a higher policy forbids: AWS drops that part without a word.",
  hint: "Drop the setting, or let the higher policy allow the operator at this place.",
  find: (context) => context.transitions.flatMap((transition) => blockedIn(transition, context)),
};

function blockedIn(transition: Transition, { before, after }: RiskContext): readonly RiskFinding[] {
  const { organization } = after;
  if (transition.after === undefined || !isTouched(transition, before.organization, organization)) {
    return [];
  }
  const known = new Set(transition.before === undefined ? [] : blocked(transition.provenance.before().events).map(keyOf));
  return blocked(transition.provenance.after().events)
    .filter((event) => !known.has(keyOf(event)))
    .map((event) => ({
      message: sentence(event, organization),
      accounts: transition.accounts,
      policies: [event.policyId, ...new Set(event.controls.map(({ policyId }) => policyId))],
      path: event.path,
    }));
}

/** Tracing is only worth it where the policies on the way to the accounts differ. */
function isTouched({ accounts, edits, before }: Transition, first: Organization, second: Organization): boolean {
  const [representative = ""] = accounts;
  const policiesOf = (organization: Organization): readonly unknown[] =>
    organization.lineage(representative).flatMap(({ id }) => organization.attached(id).policies);
  const [old, now] = [policiesOf(first), policiesOf(second)];
  return edits.length > 0 || before === undefined || old.length !== now.length || old.some((policy, index) => policy !== now[index]);
}

function blocked(events: ReadonlyMap<string, readonly ProvenanceEvent[]>): readonly BlockedEvent[] {
  return [...events.values()].flat().filter((event) => event.reason === "blocked-operator" || event.reason === "blocked-key");
}

function keyOf(event: BlockedEvent): string {
  const what = event.reason === "blocked-operator" ? [event.operator, event.operand] : [];
  return JSON.stringify([event.policyId, event.targetId, event.path, what]);
}

function sentence(event: BlockedEvent, organization: Organization): string {
  const name = (id: string): string => JSON.stringify(organization.policy(id)?.name ?? id);
  const controls = event.controls.map(
    ({ policyId, targetId, allowed }) => `${name(policyId)} on ${organization.path(targetId)} allows ${JSON.stringify(controlOperand(allowed))}`,
  );
  const attempt =
    event.reason === "blocked-operator" ? `${event.operator} ${JSON.stringify(event.operand)}` : "a name that is new at this place";
  return `${name(event.policyId)} has no effect here with ${attempt}: ${controls.join("; ")}.`;
}
