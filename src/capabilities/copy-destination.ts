import { capability, cellOf } from "./capability";
import type { CopyRoute } from "./copy-route";
import { regionOffers } from "./regions";
import type { ResourceKind } from "./resource-kinds";
import type { Verdict } from "./verdict";

/**
 * What is known of a destination vault that excludes copies of some types. `default-vault`: the console encrypts
 * it with a key that cannot be shared. `unshared-key`: an AWS managed key in another account. `backup-key`: the
 * key aws/backup in another Region of the same account. `air-gapped`: a logically air-gapped vault.
 */
export type VaultObstacle = "default-vault" | "unshared-key" | "backup-key" | "air-gapped";

export function vaultObstacle(route: CopyRoute): VaultObstacle | undefined {
  const { isOtherAccount, vault, vaultKeyArn, isAirGapped } = route;
  if (isAirGapped === true) {
    return "air-gapped";
  }
  if (isOtherAccount) {
    return vault?.toLowerCase() === "default"
      ? "default-vault"
      : AWS_MANAGED_KEY.test(vaultKeyArn ?? "")
        ? "unshared-key"
        : undefined;
  }
  return route.fromRegion !== route.toRegion && BACKUP_KEY.test(vaultKeyArn ?? "") ? "backup-key" : undefined;
}

/** Only an alias shows that AWS manages a key, never the id of a key. */
const AWS_MANAGED_KEY = /(?:^|:)alias\/aws\//;
const BACKUP_KEY = /(?:^|:)alias\/aws\/backup$/;

/** What an obstacle does to copies of a kind; nothing if AWS's pages know of no such copies anyway. */
export function vaultVerdict(
  kind: ResourceKind,
  obstacle: VaultObstacle,
  { toRegion }: CopyRoute,
): readonly Verdict[] {
  switch (obstacle) {
    case "air-gapped":
      return [capability(kind, "air-gapped-copy"), regionOffers(toRegion, "air-gapped")];
    case "default-vault":
    case "unshared-key":
      return kind.rows.some((row) => backupKeyAnswer(row) !== "none")
        ? [
            unsharedKey(
              kind,
              obstacle === "default-vault"
                ? "the Default vault of another account"
                : "a vault of another account with an AWS managed key",
            ),
          ]
        : [];
    case "backup-key":
      return kind.rows.every((row) => backupKeyAnswer(row) === "no")
        ? [
            {
              answer: "no",
              mark: "certain",
              reason: `${kind.plural} cannot be copied to a vault with the key aws/backup: the copy needs a customer managed key or the key of the service.`,
              pages: ["ENC"],
            },
          ]
        : [];
  }
}

function backupKeyAnswer(row: ResourceKind["rows"][number]): string {
  return cellOf(row, "copy-to-aws-backup-key").answer;
}

/** @param where a vault with a key that cannot be shared */
function unsharedKey(kind: ResourceKind, where: string): Verdict {
  const isManaged = capability(kind, "full-management").answer !== "no";
  return isManaged
    ? {
        answer: "unknown",
        mark: "contradicting",
        reason: `It is not known whether ${kind.plural} can be copied to ${where}: one page excludes it for every type, another allows its key for fully managed types.`,
        pages: ["CAB", "ENC"],
      }
    : {
        answer: "no",
        mark: "certain",
        reason: `${kind.plural} cannot be copied to ${where}: the key of that vault cannot be shared.`,
        pages: ["CAB", "ENC"],
      };
}
