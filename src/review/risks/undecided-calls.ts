import { accountNameOrId } from "../../organization/account-name-or-id";
import type { Step } from "../../change/change";
import { withoutIndexes } from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import { accountsBelow } from "../accounts-inheriting";
import { isBackedUp } from "../open-attachments";
import { list } from "../words";
import type { RiskContext, RiskFinding } from "./risk";
import { grouped } from "../../text/grouped";

/** The most effects that one finding spells out. */
const MAX_EFFECTS = 8;

/**
 * One finding for each block of code of which apply decides the instances: what may happen to existing ones.
 * What may come to be attached is told elsewhere, with all open attachments.
 */
export function undecidedFindings({ before, change: { folded } }: RiskContext): readonly RiskFinding[] {
  const blocks = new Map<string, Step[]>();
  for (const { step } of folded?.open ?? []) {
    if (step.decidedBy !== undefined && step.call.operation !== "AttachPolicy") {
      const block = withoutIndexes(step.origin);
      blocks.set(block, [...(blocks.get(block) ?? []), step]);
    }
  }
  return [...blocks].map(([block, steps]) => {
    const decidedBy = [...new Set(steps.map((step) => step.decidedBy ?? ""))].join(" and ");
    const effects = steps.map(({ call }) => effectOf(call, before.organization));
    const accounts = accountsBelow(
      before.organization,
      effects.flatMap(({ targetIds }) => targetIds),
    );
    const shown = effects.slice(0, MAX_EFFECTS).map(({ words }) => words);
    const more = effects.length - shown.length;
    const all = [...shown, ...(more > 0 ? [`${grouped(more)} more`] : [])];
    return {
      severity: accounts.some((id) => isBackedUp(before, id)) ? "error" : "warning",
      message: `${block}: which instances there are is known only after apply (${decidedBy}). It may ${list(all)}.`,
      accounts,
      policies: [...new Set(effects.flatMap(({ policyId }) => policyId ?? []))],
      path: "",
      hint: "Give the block keys that the code shows, or review the Terraform plan with --plan.",
    };
  });
}

interface Effect {
  readonly words: string;
  /** The targets whose accounts it concerns. */
  readonly targetIds: readonly string[];
  readonly policyId?: string;
}

function effectOf(call: Step["call"], organization: Organization): Effect {
  const policyId = "policyId" in call && typeof call.policyId === "string" ? call.policyId : undefined;
  const policy = JSON.stringify(organization.policy(policyId ?? "")?.name ?? policyId ?? "");
  const about = policyId === undefined ? {} : { policyId };
  switch (call.operation) {
    case "DetachPolicy": {
      const targetId = typeof call.targetId === "string" ? call.targetId : organization.root.id;
      const place = organization.path(targetId) || targetId;
      return { words: `detach ${policy} from ${place}`, targetIds: [targetId], ...about };
    }
    case "DeletePolicy":
      return { words: `delete ${policy}`, targetIds: [], ...about };
    case "CloseAccount":
    case "RemoveAccountFromOrganization":
    case "MoveAccount": {
      const id = typeof call.accountId === "string" ? call.accountId : "";
      const verb =
        call.operation === "CloseAccount" ? "close" : call.operation === "MoveAccount" ? "move" : "remove";
      return {
        words: `${verb} the account ${accountNameOrId(organization, id)}`,
        targetIds: organization.account(id) === undefined ? [] : [id],
      };
    }
    case "DeleteOrganizationalUnit": {
      const id = typeof call.unitId === "string" ? call.unitId : "";
      return { words: `delete the OU ${organization.path(id) || id}`, targetIds: [] };
    }
    case "CreatePolicy":
    case "CreateOrganizationalUnit":
    case "CreateAccount":
      return { words: `create ${JSON.stringify(call.name)}`, targetIds: [] };
    default:
      return { words: `call ${call.operation}`, targetIds: [], ...about };
  }
}
