import type { OpenCall } from "../../change/folded";
import { isKnownIdentifier } from "../../change/identifier";
import type { Identifier } from "../../change/identifier";
import { accountsBelow, accountsInheriting } from "../accounts-inheriting";
import { isBackedUp, openBlocks } from "../open-attachments";
import { openAttachmentFinding } from "./may-change";
import { undecidedFindings } from "./undecided-calls";
import type { Risk, RiskContext, RiskFinding } from "./risk";
import { BACKUP_SERVICE } from "../../organization/application-remarks";

export const notKnowable: Risk = {
  id: "not-knowable",
  severity: "warning",
  sentence: "Something is decided only during apply, so its effect is not known before.",
  hint: "Use values that are known at plan time, or apply what they depend on first.",
  find: (context) => [
    ...(context.change.unresolved ?? []).map(({ origin, message }) => ({
      message: `${origin}: ${message}`,
      accounts: [],
      policies: [],
      path: "",
    })),
    ...openBlocks(context.change.folded?.open ?? [])
      .filter(({ policyIds, targetIds }) => policyIds === undefined || targetIds === undefined)
      .map((block) => openAttachmentFinding(context, block)),
    ...(context.change.folded?.open ?? [])
      .filter(({ step }) => step.decidedBy === undefined)
      .flatMap((open) => otherFinding(context, open)),
    ...undecidedFindings(context),
    ...contents(context),
  ],
};

/** Content that is not known may end the backups of every account that inherits it. */
function contents({ before, after: { organization } }: RiskContext): readonly RiskFinding[] {
  return organization.policies.flatMap(({ id, name, content }) => {
    if (content.kind === "known") {
      return [];
    }
    const accounts = accountsInheriting(organization, id);
    return [
      {
        severity: accounts.some((account) => isBackedUp(before, account))
          ? ("error" as const)
          : ("warning" as const),
        message: `The content of ${JSON.stringify(name)} holds ${content.reference}, which is known only after apply.`,
        accounts,
        policies: [id],
        path: "",
      },
    ];
  });
}

function otherFinding(
  { before, after }: RiskContext,
  { step, arguments: unknown }: OpenCall,
): readonly RiskFinding[] {
  const { call, origin } = step;
  const expression = unknown.map((each) => each.expression).join(" and ");
  const found = (message: string, targetIds: readonly string[] = []): readonly RiskFinding[] => {
    const accounts = accountsBelow(after.organization, targetIds);
    const severity = accounts.some((id) => isBackedUp(before, id)) ? "error" : "warning";
    return [{ severity, message: `${origin}: ${message}`, accounts, policies: [], path: "" }];
  };
  const mayEnd = (ended: Identifier, name: string, now: readonly string[] | undefined): readonly string[] =>
    now?.includes(name) === false || (!isKnownIdentifier(ended) && ended.candidates?.includes(name) === false)
      ? []
      : [after.organization.root.id];
  switch (call.operation) {
    case "AttachPolicy":
      return [];
    case "MoveAccount":
      return found(
        `the new parent of the account is known only after apply (${expression}).`,
        typeof call.accountId === "string" ? [call.accountId] : [],
      );
    case "CreateOrganizationalUnit":
      return found(
        `the parent of the OU ${JSON.stringify(call.name)} is known only after apply (${expression}).`,
        [call.id],
      );
    case "DisableAWSServiceAccess":
      return found(
        `the services with trusted access are known only after apply (${expression}). The review assumes that they stay.`,
        mayEnd(call.servicePrincipal, BACKUP_SERVICE, before.organization.settings.trustedServices),
      );
    case "EnableAWSServiceAccess":
      return found(
        `the services with trusted access are known only after apply (${expression}). The review assumes that they stay.`,
      );
    case "DisablePolicyType":
      // Without backup policies no account of the organization keeps its plans.
      return found(
        `the enabled policy types are known only after apply (${expression}). The review assumes that they stay.`,
        mayEnd(call.policyType, "BACKUP_POLICY", before.organization.settings.enabledPolicyTypes),
      );
    case "EnablePolicyType":
      return found(
        `the enabled policy types are known only after apply (${expression}). The review assumes that they stay.`,
      );
    default:
      return found(`what ${call.operation} names is known only after apply (${expression}).`);
  }
}
