import type { RoleAt } from "../../../change/call";
import { DEFAULT_VAULT_KEY } from "../../../organization/backup-environment";
import { textOf } from "../../../text/json";
import type { JsonObject } from "../../../text/json";
import {
  knownName,
  lockOf,
  regionSettingsOf,
  roleOf,
  textMap,
  vaultOf,
} from "../../infrastructure/declared-environment";
import { trustsBackup } from "../../infrastructure/trust-policy";
import { isUnknown } from "../plan-resource";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls } from "./node-calls";
import { NO_CALLS } from "./node-calls";
import { resourceAction } from "./resource-action";

/** `aws_backup_vault` and the one with an air gap: name, key and, with the gap, days force replacement. */
export function vaultCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates } = resourceAction(resource);
  const { type, key, before, after } = resource;
  const [old, now] = [knownName(before?.name), knownName(after?.name)];
  const recoveryPoints = before?.recovery_points;
  return {
    destroy:
      destroys && before !== undefined && old !== undefined
        ? [
            {
              call: {
                operation: "DeleteBackupVault",
                vault: { name: old, place: context.place(resource, before) },
                deletesRecoveryPoints: before.force_destroy === true,
                ...(typeof recoveryPoints === "number" ? { recoveryPoints } : {}),
              },
              tolerates: ["ResourceNotFoundException", "AccessDeniedException"],
            },
          ]
        : [],
    apply:
      creates && after !== undefined && now !== undefined
        ? [
            {
              call: {
                operation: "CreateBackupVault",
                vault: {
                  ...(type === "aws_backup_vault" && context.leavesOut(resource, "kms_key_arn")
                    ? { kmsKeyArn: DEFAULT_VAULT_KEY }
                    : {}),
                  ...vaultOf(type, now, after, context.place(resource, after), key),
                },
              },
            },
          ]
        : [],
  };
}

/** `aws_backup_vault_lock_configuration`: any change deletes the lock first. */
export function vaultLockCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates } = resourceAction(resource);
  const { before, after } = resource;
  const [old, now] = [knownName(before?.backup_vault_name), knownName(after?.backup_vault_name)];
  return {
    destroy:
      destroys && before !== undefined && old !== undefined
        ? [
            {
              call: {
                operation: "DeleteBackupVaultLockConfiguration",
                vault: { name: old, place: context.place(resource, before) },
              },
              tolerates: ["ResourceNotFoundException"],
            },
          ]
        : [],
    apply:
      creates && after !== undefined && now !== undefined
        ? [
            {
              call: {
                operation: "PutBackupVaultLockConfiguration",
                vault: { name: now, place: context.place(resource, { ...before, ...after }) },
                lock: lockOf(after),
              },
            },
          ]
        : [],
  };
}

/** `aws_backup_global_settings`: the destroyed resource leaves the settings as they are. */
export function globalSettingsCalls(resource: PlanResource): NodeCalls {
  const { creates, updates } = resourceAction(resource);
  return creates || updates
    ? {
        destroy: [],
        apply: [
          {
            call: { operation: "UpdateGlobalSettings", values: textMap(resource.after?.global_settings) },
          },
        ],
      }
    : NO_CALLS;
}

/** `aws_backup_region_settings`: the destroyed resource leaves the settings as they are. */
export function regionSettingsCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { creates, updates } = resourceAction(resource);
  const { before, after, key } = resource;
  if ((!creates && !updates) || after === undefined) {
    return NO_CALLS;
  }
  const { place, optIn, management } = regionSettingsOf(
    after,
    context.place(resource, { ...before, ...after }),
    key,
  );
  return { destroy: [], apply: [{ call: { operation: "UpdateRegionSettings", place, optIn, management } }] };
}

/** `aws_iam_role`: name and path force replacement, the trust policy does not. */
export function roleCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates, updates } = resourceAction(resource);
  const { before, after, key } = resource;
  const at = (values: JsonObject): RoleAt | undefined => {
    const name = knownName(values.name);
    return name === undefined
      ? undefined
      : {
          name,
          path: textOf(values.path) ?? "/",
          place: { ...context.place(resource, values), region: undefined },
        };
  };
  const old = before === undefined ? undefined : at(before);
  const now = knownName(after?.name);
  const isNewTrust =
    isUnknown(resource, "assume_role_policy") || before?.assume_role_policy !== after?.assume_role_policy;
  return {
    destroy:
      destroys && old !== undefined
        ? [{ call: { operation: "DeleteRole", role: old }, tolerates: ["NoSuchEntityException"] }]
        : [],
    apply:
      creates && after !== undefined && now !== undefined
        ? [
            {
              call: {
                operation: "CreateRole",
                role: roleOf(now, after, context.place(resource, after), key),
              },
            },
          ]
        : updates && old !== undefined && isNewTrust
          ? [
              {
                call: {
                  operation: "UpdateAssumeRolePolicy",
                  role: old,
                  trustsBackup: trustsBackup(after?.assume_role_policy),
                },
              },
            ]
          : [],
  };
}
