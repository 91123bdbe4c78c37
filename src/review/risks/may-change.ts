import { accountsReached, certaintyOf, namesInWords, openBlocks } from "../open-attachments";
import type { OpenBlock } from "../open-attachments";
import { list } from "../words";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const mayChange: Risk = {
  id: "may-change",
  severity: "warning",
  sentence:
    "Apply decides which of several known policies is attached, or to which of several known targets: the accounts get one of them.",
  hint: "Refer to each policy and target by its own key (each.key), so that the plan shows which is meant, or apply what they depend on first.",
  find: (context) =>
    openBlocks(context.change.folded?.open ?? [])
      .filter(({ policyIds, targetIds }) => policyIds !== undefined && targetIds !== undefined)
      .map((block) => openAttachmentFinding(context, block)),
};

/** The finding about attachments of one block that apply decides. */
export function openAttachmentFinding({ before, after }: RiskContext, block: OpenBlock): RiskFinding {
  const { organization } = after;
  const accounts = accountsReached(organization, block);
  const { plans, onlyAdds } = certaintyOf(block, accounts, before, after);
  const { policyIds, isPolicyOpen, isTargetOpen, isExistenceOpen, expression } = block;
  if (isExistenceOpen && !isPolicyOpen && !isTargetOpen) {
    return {
      severity: onlyAdds ? "warning" : "error",
      message: `Whether ${block.block} exists is known only after apply (${expression}). If it does, ${consequence(plans, onlyAdds)}`,
      accounts,
      policies: policyIds ?? [],
      path: "",
    };
  }
  const what = isPolicyOpen && isTargetOpen ? "policy and target" : isPolicyOpen ? "policy" : "target";
  const [is, wherever] =
    what === "policy and target"
      ? ["are", "Whichever they are"]
      : ["is", isTargetOpen ? "Wherever it is attached" : "Whichever it is"];
  return {
    severity: onlyAdds ? "warning" : "error",
    message: `The ${what} of ${block.block} ${is} known after apply (${expression})${candidatesOf(block, organization)}. ${wherever}, ${consequence(plans, onlyAdds)}`,
    accounts,
    policies: policyIds ?? [],
    path: "",
  };
}

function candidatesOf(
  { policyIds, targetIds, isPolicyOpen, isTargetOpen }: OpenBlock,
  organization: RiskContext["after"]["organization"],
): string {
  const policies = isPolicyOpen
    ? policyIds?.map((id) => JSON.stringify(organization.policy(id)?.name ?? id))
    : undefined;
  const targets = isTargetOpen ? targetIds?.map((id) => organization.path(id) || id) : undefined;
  const parts = [policies, targets].flatMap((names) =>
    names === undefined ? [] : [`one of ${namesInWords(names)}`],
  );
  return parts.length === 0 ? "" : `: ${parts.join(" at ")}`;
}

function consequence(plans: readonly string[] | undefined, onlyAdds: boolean): string {
  if (plans === undefined) {
    return onlyAdds
      ? "no account that it may reach has a backup plan now."
      : "it may change any plan of the accounts that it reaches.";
  }
  const names = `the plan${plans.length === 1 ? "" : "s"} ${list(plans.map((name) => JSON.stringify(name)))}`;
  return plans.length === 0
    ? "it adds no plan."
    : onlyAdds
      ? `it adds ${names}; no existing plan changes.`
      : `it may change ${names} of accounts that have backups now.`;
}
