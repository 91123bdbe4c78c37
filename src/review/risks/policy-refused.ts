import type { Folded } from "../../change/folded";
import { refusals } from "../../organization/refused-policies";
import { isSamePolicy } from "../../organization/same-policy";
import { accountsBelow, accountsInheriting } from "../accounts-inheriting";
import { isRefusedDocument, notDone } from "./refused-call";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const policyRefused: Risk = {
  id: "policy-refused",
  severity: "error",
  failsSynthesis: true,
  sentence: "AWS refuses the document when it is created or updated: the apply fails.",
  hint: "Check the document with `org-backup validate`.",
  find: (context) => {
    const { folded } = context.change;
    return folded === undefined ? fromOrganizations(context) : fromCalls(context, folded);
  },
};

function fromCalls(context: RiskContext, { refused }: Folded): readonly RiskFinding[] {
  const { before, after } = context;
  const isManaged = isInState(context);
  return refused.filter(isRefusedDocument).flatMap(({ step, message, problems = [], dependents }) => {
    const { call } = step;
    const id =
      call.operation === "UpdatePolicy" ? call.policyId : call.operation === "CreatePolicy" ? call.id : "";
    const policyId = typeof id === "string" ? id : "";
    const name = JSON.stringify(
      before.organization.policy(policyId)?.name ??
        (call.operation === "CreatePolicy" ? call.name : policyId),
    );
    const targets = dependents.flatMap(({ call: { operation, ...rest } }) =>
      operation === "AttachPolicy" && "targetId" in rest && typeof rest.targetId === "string"
        ? [rest.targetId]
        : [],
    );
    const accounts = [
      ...new Set([
        ...accountsInheriting(after.organization, policyId),
        ...accountsBelow(after.organization, targets),
      ]),
    ];
    // The provider writes the new content to the state before the call fails.
    const stale =
      call.operation === "UpdatePolicy" && isManaged
        ? " After the failed apply the state holds the new content: only a plan with refresh shows the difference again."
        : "";
    const found =
      problems.length === 0
        ? [{ message: `${step.origin}: ${message}`, path: "", hint: undefined }]
        : problems.map((problem) => ({ ...problem, message: `${name}: ${problem.message}` }));
    return found.map(({ message: text, path, hint }, index) => ({
      message: index === 0 ? `${text}${notDone(dependents)}${stale}` : text,
      accounts,
      policies: [policyId],
      path,
      ...(hint === undefined || hint === "" ? {} : { hint }),
    }));
  });
}

/** Whether the change is known to start from a Terraform state: plans do, code only if its state is given. */
function isInState({ change: { declared } }: RiskContext): boolean {
  const { ownership } = declared ?? {};
  return declared !== undefined && (ownership === undefined || ownership.source.kind === "state");
}

function fromOrganizations({ before, after, at }: RiskContext): readonly RiskFinding[] {
  return after.organization.policies
    .filter((policy) => !isSamePolicy(before.organization.policy(policy.id), policy))
    .flatMap((policy) =>
      refusals(policy, at).map(({ message, path, hint }) => ({
        message: `${JSON.stringify(policy.name)}: ${message}`,
        accounts: accountsInheriting(after.organization, policy.id),
        policies: [policy.id],
        path,
        hint,
      })),
    );
}
