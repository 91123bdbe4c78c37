import { declareRules } from "../../text/rule";

/** Why a prediction and what AWS published differ, by what explains the difference. */
export const MISMATCH_RULES = {
  ...declareRules("error", {
    "mismatch-unexplained": [
      "No known rule gives what AWS published: a defect of org-backup.",
      "Report it with the output of `org-backup verify --format json`.",
    ],
    "mismatch-no-policy": [
      "AWS has no effective backup policy for an active account to which policies apply.",
      "Check that the policy type BACKUP_POLICY is still enabled: `org-backup preflight`.",
    ],
  }),
  ...declareRules("warning", {
    "mismatch-order-changed": [
      "The organization file calls the attachment order known, and another order gives what AWS published.",
      "A policy may have been detached and attached again: record the order with `org-backup verify --fix-order FILE`.",
    ],
    "mismatch-file-outdated": [
      "The organization has changed since the organization file was written.",
      "Take a new snapshot: `org-backup snapshot`.",
    ],
    "mismatch-uncertain-rule": [
      "The prediction depends on a rule of AWS that is inferred or not known; the rule is named.",
      "Report it: what your account shows is evidence.",
    ],
  }),
  ...declareRules("notice", {
    "mismatch-order-unknown": [
      "The attachment order is not known, and another order may give what AWS published.",
      "Record the order with `org-backup verify --fix-order FILE`.",
    ],
    "mismatch-stale": [
      "AWS still shows what it showed before the last change.",
      "Wait until AWS has published the change: `org-backup verify --wait`.",
    ],
  }),
};

export type MismatchRule = keyof typeof MISMATCH_RULES;
