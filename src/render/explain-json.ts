import type { ControlSource, ProvenanceEvent } from "../effective/provenance";
import { validationErrorJson } from "../effective/validation-error";
import type { Organization } from "../organization/organization";
import { operatorsIn } from "../policy/operator-set";
import type { ExplainedAccount } from "../effective/explained-account";

/** The explanation as JSON, `schemaVersion` 1. */
export function explainJson(
  organization: Organization,
  { account: accountId, outcome, settings }: ExplainedAccount,
): string {
  const account = {
    id: accountId,
    name: organization.account(accountId)?.name,
    path: organization.path(accountId),
  };
  const control = ({ policyId, targetId, path, allowed }: ControlSource): object => ({
    policy: policyId,
    target: targetId,
    level: organization.path(targetId),
    path,
    allowed: operatorsIn(allowed),
  });
  const event = ({ policyId, targetId, ...rest }: ProvenanceEvent): object => ({
    policy: policyId,
    policyName: organization.policy(policyId)?.name,
    target: targetId,
    level: organization.path(targetId),
    ...rest,
    ...("controls" in rest ? { controls: rest.controls.map(control) } : {}),
  });
  const document = {
    schemaVersion: 1,
    account,
    status: outcome.status,
    errors: outcome.errors.map(validationErrorJson),
    ...(outcome.possibleErrors.length > 0 ? { possibleErrors: outcome.possibleErrors } : {}),
    notes: outcome.notes.map(({ assumption, evidence, message, path }) => ({
      rule: assumption,
      evidence,
      message,
      path,
    })),
    settings: settings.map(({ path, value, events, controls, alternatives }) => ({
      path,
      value: value ?? null,
      events: events.map(event),
      controls: controls.map(control),
      ...(alternatives === undefined ? {} : { alternatives }),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
