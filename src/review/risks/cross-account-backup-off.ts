import type { EffectivePolicy } from "../../effective/effective-policy";
import { isChanged } from "../account-change";
import { possiblePlans } from "../possible-plans";
import type { Risk, RiskContext, RiskFinding } from "./risk";
import { activeAccounts } from "../active-accounts";
import { addAll } from "../../text/add-all";

const SETTING = "isCrossAccountBackupEnabled";

export const crossAccountBackupOff: Risk = {
  id: "cross-account-backup-off",
  severity: "error",
  sentence: "Cross-account backup is off while policies copy to other accounts: those copies fail.",
  hint: 'Set isCrossAccountBackupEnabled to "true" in aws_backup_global_settings of the management account, or remove the copies.',
  find: (context) => {
    const { before, after } = context.change.environment ?? {};
    if (after?.globalSetting(SETTING) !== "false") {
      return [];
    }
    const isSwitchedOff = before?.globalSetting(SETTING) !== "false";
    return copiesOut(context, isSwitchedOff, after.globalSettings?.origin ?? "");
  },
};

/** Accounts whose policies copy to another account; without the setting's change, those whose policies change. */
function copiesOut(
  { groups, after }: RiskContext,
  isSwitchedOff: boolean,
  origin: string,
): readonly RiskFinding[] {
  const byCopy = new Map<
    string,
    { readonly arn: string; readonly path: string; readonly accounts: string[] }
  >();
  for (const group of groups) {
    if (group.after !== undefined && (isSwitchedOff || isChanged(group))) {
      for (const { arn, path, account } of copiesIn(group.after)) {
        const key = `${arn} ${path}`;
        const copy = byCopy.get(key) ?? { arn, path, accounts: [] };
        byCopy.set(key, copy);
        const active = activeAccounts(after.organization, group.accounts);
        addAll(
          copy.accounts,
          active.filter((id) => id !== account),
        );
      }
    }
  }
  return [...byCopy.values()]
    .filter(({ accounts }) => accounts.length > 0)
    .map(({ arn, path, accounts }) => ({
      message: `Cross-account backup is ${isSwitchedOff ? "switched off" : "off"}: the copies to ${arn} fail.`,
      accounts: [...new Set(accounts)],
      policies: [],
      path,
      position: { where: origin },
    }));
}

function copiesIn(policy: EffectivePolicy): readonly { arn: string; path: string; account: string }[] {
  return possiblePlans(policy).flatMap(({ rules }) =>
    rules.flatMap(({ copies }) =>
      copies.flatMap(({ arn, path, account }) =>
        account === undefined || account === "$account" ? [] : [{ arn, path, account }],
      ),
    ),
  );
}
