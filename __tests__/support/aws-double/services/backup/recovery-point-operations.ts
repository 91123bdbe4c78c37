import type { Operations } from "../../service";
import type { Input } from "../../input";
import type { Call } from "../../service";
import { backupPage, findVault, regionOf, resourceNotFound } from "./backup-answers";
import type { BackupStore } from "./backup-store";

/** Recovery points that a test put in, and tags of whatever AWS Backup tags. */
export function recoveryPointOperations(store: BackupStore): Operations {
  return {
    ListRecoveryPointsByBackupVault: (input, call) => {
      const vault = findVault(store, input, call);
      const resourceArn = input.optionalText("resourceArn");
      const points = vault.recoveryPoints.filter(
        (point) => resourceArn === undefined || point.ResourceArn === resourceArn,
      );
      return backupPage(input, `ListRecoveryPoints/${vault.arn}`, "RecoveryPoints", points, (point) => point);
    },

    DescribeRecoveryPoint: (input, call) => {
      const vault = findVault(store, input, call);
      return vault.recoveryPoints[indexOf(store, input, call)];
    },

    DeleteRecoveryPoint: (input, call) => {
      findVault(store, input, call).recoveryPoints.splice(indexOf(store, input, call), 1);
    },

    ListTags: (input, call) => ({ Tags: tagsOf(store, input, call) }),

    TagResource: (input, call) => {
      const tags = tagsOf(store, input, call);
      for (const [key, value] of input.textMap("Tags")) {
        tags.set(key, value);
      }
    },

    UntagResource: (input, call) => {
      const tags = tagsOf(store, input, call);
      for (const key of input.texts("TagKeyList")) {
        tags.delete(key);
      }
    },
  };
}

function indexOf(store: BackupStore, input: Input, call: Call): number {
  const arn = input.text("RecoveryPointArn");
  const index = findVault(store, input, call).recoveryPoints.findIndex(
    (point) => point.RecoveryPointArn === arn,
  );
  if (index === -1) {
    throw resourceNotFound(`Recovery point ${arn} does not exist.`);
  }
  return index;
}

function tagsOf(store: BackupStore, input: Input, call: Call): Map<string, string> {
  const arn = input.text("ResourceArn");
  const { vaults, reportPlans } = regionOf(store, call);
  const tagged = [...vaults.values(), ...reportPlans.values()].find((resource) => resource.arn === arn);
  if (tagged === undefined) {
    throw resourceNotFound(`Resource ${arn} does not exist.`);
  }
  return tagged.tags;
}
