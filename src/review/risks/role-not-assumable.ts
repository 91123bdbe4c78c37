import { roleKey, roleNameWithPath } from "../../organization/backup-environment";
import type { BackupRole } from "../../organization/backup-environment";
import { isChanged } from "../account-change";
import { stillUsed } from "../still-used";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const roleNotAssumable: Risk = {
  id: "role-not-assumable",
  severity: "error",
  sentence:
    "The trust policy of a role that policies use does not let AWS Backup assume it: every backup and copy under the role fails.",
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
  if (role.trustsBackup === true || (role.trustsBackup === undefined && earlier?.trustsBackup !== true)) {
    return [];
  }
  const gone = [{ name: roleNameWithPath(role), place: role.place }];
  if (role.trustsBackup === undefined) {
    return stillUsed(
      context,
      "role",
      gone,
      "gets a trust policy that is known only after apply, and policies use the role",
    ).map((finding) => ({ ...finding, severity: "warning", position: { where: role.origin } }));
  }
  const losesTrust = earlier?.trustsBackup === true;
  const found = stillUsed(
    context,
    "role",
    gone,
    `${losesTrust ? "no longer trusts" : "does not trust"} backup.amazonaws.com, and policies use it`,
  ).map((finding) => ({ ...finding, position: { where: role.origin } }));
  return earlier?.trustsBackup === false ? found.flatMap((finding) => onlyChanged(finding, context)) : found;
}

/** A role that was not assumable before concerns the accounts that come to use it. */
function onlyChanged(finding: RiskFinding, { groups }: RiskContext): readonly RiskFinding[] {
  const changed = new Set(groups.filter(isChanged).flatMap((group) => group.accounts));
  const accounts = finding.accounts.filter((id) => changed.has(id));
  return accounts.length === 0 ? [] : [{ ...finding, accounts }];
}
