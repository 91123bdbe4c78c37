import type { Step } from "../../change/change";
import type { PolicyWindow } from "../../change/folded";
import { accountsBelow } from "../accounts-inheriting";
import { list } from "../words";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const attachmentReplaced: Risk = {
  id: "attachment-replaced",
  severity: "warning",
  sentence:
    "Terraform replaces an attachment: the policy is detached for a moment, then re-attached last in order. If the attachment only changes its address, it may end detached.",
  hint: "Apply when no backup is due, and check the settings that other policies of the target assign too. A change of a policy's type causes this; a change of its content or name does not.",
  find: (context) => {
    const { openOrders = [], windows = [] } = context.change.folded ?? {};
    const rekeyed = openOrders.flatMap((order) => (order.kind === "detach-and-attach" ? [order] : []));
    const reported = new Set(rekeyed.map(({ detach }) => detach.id));
    return [
      ...rekeyed.map(({ policyId, targetId, detach, attach }) =>
        rekeyedFinding(context, policyId, targetId, detach, attach),
      ),
      ...windows.filter(({ from }) => !reported.has(from.id)).map((window) => windowFinding(context, window)),
    ];
  },
};

/** Detach and attach of the same pair have no order: attached first, AWS refuses it, and the detach follows. */
function rekeyedFinding(
  { after: { organization } }: RiskContext,
  policyId: string,
  targetId: string,
  detach: Step,
  attach: Step,
): RiskFinding {
  const name = JSON.stringify(organization.policy(policyId)?.name ?? policyId);
  return {
    severity: "error",
    message: `The attachment of ${name} to ${organization.path(targetId)} changes its address from ${detach.origin} to ${attach.origin}. Terraform detaches and attaches at the same time: in some applies the policy ends detached, and the state does not show it.`,
    accounts: accountsBelow(organization, [targetId]),
    policies: [policyId],
    path: "",
    hint: `Add a moved block, which makes it no change at all: moved { from = ${detach.origin}, to = ${attach.origin} }`,
  };
}

function windowFinding({ before, after: { organization } }: RiskContext, window: PolicyWindow): RiskFinding {
  const { policyId, targetIds, from, until } = window;
  const pathIn = (id: unknown): string =>
    typeof id === "string" ? organization.path(id) || before.organization.path(id) : "";
  const detached = from.call.operation === "DetachPolicy" ? from.call : { targetId: "" };
  const policy = organization.policy(policyId) ?? before.organization.policy(policyId);
  const place = list(targetIds.map(pathIn));
  const attached = until.call.operation === "AttachPolicy" ? until.call : undefined;
  const targetId = typeof attached?.targetId === "string" ? attached.targetId : "";
  const name = JSON.stringify(policy?.name ?? policyId);
  const others = organization.attached(targetId).policies.length - 1;
  const order = others > 0 ? ", and it comes after the others there" : "";
  const moved = detached.targetId === targetId ? undefined : organization.path(targetId);
  return {
    message:
      moved === undefined
        ? `The attachment of ${name} to ${place} is replaced: the policy is detached for a moment${order}.`
        : `${name} is detached from ${pathIn(detached.targetId)} before ${until.origin} is carried out: ${place} is without it for a moment.`,
    accounts: accountsBelow(organization, targetIds),
    policies: [policyId],
    path: "",
  };
}
