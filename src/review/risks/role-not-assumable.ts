import { roleKey, roleNameWithPath } from "../../organization/backup-environment";
import type { BackupRole } from "../../organization/backup-environment";
import { isChanged } from "../account-change";
import { stillUsed } from "../still-used";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const roleNotAssumable: Risk = {
  id: "role-not-assumable",
  severity: "error",
  sentence:
    "The trust policy of a role that policies use does not let AWS Backup assume it: every backup and copy under the role fails. As a warning: that is not known.",
  hint: "Allow sts:AssumeRole to the service principal backup.amazonaws.com in the role's trust policy.",
  find: (context) => {
    const { before, after } = context.change.environment ?? {};
    const earlier = new Map(before?.roles.map((role) => [roleKey(role), role]));
    return (after?.roles ?? []).flatMap((role) => findingsAbout(role, earlier.get(roleKey(role)), context));
  },
};

function findingsAbout(
  role: BackupRole,
  earlier: BackupRole | undefined,
  context: RiskContext,
): readonly RiskFinding[] {
  if (role.trustsBackup === true) {
    return [];
  }
  const gone = [{ name: roleNameWithPath(role), place: role.place }];
  const losesTrust = earlier?.trustsBackup === true;
  const isOpen = role.trustsBackup === undefined;
  const trust = isOpen
    ? "may not trust backup.amazonaws.com: its trust policy is known only after apply, or has conditions or denials. Policies use it"
    : `${losesTrust ? "no longer trusts" : "does not trust"} backup.amazonaws.com, and policies use it`;
  const found = stillUsed(context, "role", gone, trust).map((finding) => ({
    ...finding,
    ...(isOpen ? { severity: "warning" as const } : {}),
    position: { where: role.origin },
  }));
  const isAsBefore = earlier?.trustsBackup === false || (earlier?.trustsBackup === undefined && isOpen);
  return earlier !== undefined && isAsBefore
    ? found.flatMap((finding) => onlyChanged(finding, context))
    : found;
}

/** A role that was not assumable before concerns the accounts that come to use it. */
function onlyChanged(finding: RiskFinding, { groups }: RiskContext): readonly RiskFinding[] {
  const changed = new Set(groups.filter(isChanged).flatMap((group) => group.accounts));
  const accounts = finding.accounts.filter((id) => changed.has(id));
  return accounts.length === 0 ? [] : [{ ...finding, accounts }];
}
