import { setOwn } from "../../../text/json";
import type { Region } from "../../regions";
import type { CopyAction, Lifecycle } from "../authored-nodes";
import type { AuthoredContainer, CopyVaultArn, NamedNodes } from "../authored-nodes";
import { RetentionDays } from "../values/retention-days";
import { copyVaultArn } from "./arns";
import type { VaultLocation } from "./arns";

/** Copy actions of a rule, by the ARN of the vault that receives the copies. */
export type CopyActions = NamedNodes<"vault-arn", AuthoredContainer<CopyAction>>;

/** How long copies are kept: a lifecycle, or just days until deletion; forever unless given. */
export type CopyRetention = Lifecycle | RetentionDays;

/** Copies to one vault, in another Region or account. Several such results are combined with spread. */
export function copyTo(vault: CopyVaultArn | VaultLocation, retention?: CopyRetention): CopyActions {
  const arn = typeof vault === "string" ? vault : copyVaultArn(vault);
  return { [arn]: copyAction(arn, retention) };
}

/** The same copy for several Regions: one copy action each. */
export function copyToRegions(
  regions: readonly Region[],
  { vault, account, retention }: Omit<VaultLocation, "region"> & { readonly retention?: CopyRetention } = {},
): CopyActions {
  const actions: Record<CopyVaultArn, AuthoredContainer<CopyAction>> = {};
  for (const region of regions) {
    const arn = copyVaultArn({
      region,
      ...(vault === undefined ? {} : { vault }),
      ...(account === undefined ? {} : { account }),
    });
    setOwn<AuthoredContainer<CopyAction>>(actions, arn, copyAction(arn, retention));
  }
  return actions;
}

function copyAction(arn: CopyVaultArn, retention: CopyRetention | undefined): CopyAction {
  const target = { targetBackupVaultArn: arn };
  if (retention === undefined) {
    return target;
  }
  return {
    ...target,
    lifecycle: retention instanceof RetentionDays ? { deleteAfterDays: retention } : retention,
  };
}
