import { COLD_STORAGE_DAYS } from "../policy/limits";
import { declareRules } from "../text/rule";
import type { Rule } from "../text/rule";
import type { EffectivePolicyErrorCode } from "./validation-error";

const WITHHELD = declareRules("error", {
  "merged-key-required": [
    "A merged policy lacks a required key (KEY_REQUIRED): AWS withholds the whole policy of the account.",
    "Set the key in one of the policies that reach the account.",
  ],
  "merged-elements-too-few": [
    "A list of a merged policy has too few members (ELEMENTS_TOO_FEW): AWS withholds the whole policy of the account.",
    "Keep a member when removing others, or assign a new list.",
  ],
  "merged-elements-too-many": [
    "A merged policy has too many parts of a kind (ELEMENTS_TOO_MANY): AWS withholds the whole policy of the account.",
    "Remove some, or split the plan in two.",
  ],
  "merged-cross-attribute": [
    "Settings of a merged policy are invalid together (CROSS_ATTRIBUTE_VALIDATION): AWS withholds the whole policy of the account.",
    "Change one of the settings that the message names.",
  ],
});

/** The rule for each code of AWS. */
export const ERROR_RULES: Readonly<Record<EffectivePolicyErrorCode, Rule>> = {
  KEY_REQUIRED: WITHHELD["merged-key-required"],
  ELEMENTS_TOO_FEW: WITHHELD["merged-elements-too-few"],
  ELEMENTS_TOO_MANY: WITHHELD["merged-elements-too-many"],
  CROSS_ATTRIBUTE_VALIDATION: WITHHELD["merged-cross-attribute"],
};

/** What AWS publishes although AWS Backup will not do it as written. */
export const MERGED_ADVICE = {
  ...declareRules("notice", {
    "merged-cold-storage-limit": [
      `A merged policy deletes recovery points exactly ${COLD_STORAGE_DAYS} days after their move to cold storage: AWS's pages differ on whether that is long enough.`,
      "Set delete_after_days to one day more.",
    ],
  }),
  ...declareRules("warning", {
    "merged-cold-storage-too-short": [
      `A merged policy deletes recovery points less than ${COLD_STORAGE_DAYS} days after their move to cold storage.`,
      `Set delete_after_days to at least ${COLD_STORAGE_DAYS} more than move_to_cold_storage_after_days, or move earlier.`,
    ],
    "merged-continuous-with-cold-storage": [
      "A merged rule combines continuous backup with a move to cold storage.",
      "Remove move_to_cold_storage_after_days, or switch continuous backup off for this rule.",
    ],
    "merged-completion-window-too-short": [
      "The completion window of a merged rule is shorter than its start window.",
      "Make complete_backup_window_minutes larger than start_backup_window_minutes.",
    ],
    "merged-mixed-selections": [
      "A merged plan selects by tags and by resources, which AWS documents as mutually exclusive and does not check.",
      "Use resource selections with conditions on tags, or one plan for each kind of selection.",
    ],
    "merged-partition-mismatch": [
      "A merged plan names an ARN of another partition (aws, aws-us-gov, aws-cn) than its Regions.",
      "Use ARNs of the partition of the plan's Regions, or one policy for each partition.",
    ],
    "merged-copy-to-own-vault": [
      "A merged rule copies recovery points into the vault that already holds them.",
      "Copy to a vault of another Region or account, or remove the copy action.",
    ],
    "merged-quota-exceeded": [
      "A merged policy exceeds a quota of AWS Backup. Whether AWS withholds the policy or ignores the excess is not recorded.",
      "Remove some, or split the plan in two.",
    ],
  }),
} as const;
