import { quoted } from "../validate/quoted";
import type { ContainerView } from "../validate/view";
import type { Occurrence } from "../validate/findings";
import type { AdviceRule } from "./advice-rule";

/** A copy needs another vault than the one that the backup is in. */
export const copyToItself: AdviceRule = {
  id: "copy-to-itself",
  severity: "warning",
  sentence: "A copy action copies recovery points to the vault that they are already in.",
  hint: "Copy to a vault of another name, Region or account, or remove the copy action.",
  concepts: ["plan"],
  check: (plan) => {
    const regions = new Set(plan.setting("regions")?.kept);
    const found: Occurrence[] = [];
    for (const rule of plan.container("rules")?.containers() ?? []) {
      for (const copy of rule.container("copy_actions")?.containers() ?? []) {
        found.push(...copiesToItself(copy, rule.text("target_backup_vault_name"), regions));
      }
    }
    return found;
  },
};

function copiesToItself(
  copy: ContainerView,
  vaultName: string | undefined,
  regions: ReadonlySet<string>,
): readonly Occurrence[] {
  const target = copy.setting("target_backup_vault_arn");
  const [, , , region = "", account, , name] = target?.text?.split(":") ?? [];
  if (target === undefined || account !== "$account" || name !== vaultName || !regions.has(region)) {
    return [];
  }
  return [
    {
      message: `In ${region} the rule's own vault is ${quoted(vaultName ?? "")}: the copy goes to the vault that the recovery point is in.`,
      path: target.path(),
      offset: target.valueOffset,
    },
  ];
}
