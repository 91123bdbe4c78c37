import { declareRules } from "../text/rule";

/** What can be wrong with the jobs of a window of time. */
export const JOBS_RULES = {
  ...declareRules("error", {
    "backup-missing": [
      "A planned backup has no job although its start window is over.",
      "The message names the cause: role, vault, opt-in or selection. Fix it before the next run.",
    ],
    "backup-failed": [
      "The jobs of a planned backup ran and none succeeded.",
      "`org-backup jobs` explains the messages of failed jobs; fix the cause before the next run.",
    ],
    "backup-partly-failed": [
      "Some resources of a planned backup were backed up, others were not.",
      "`org-backup jobs` explains the messages of failed jobs; fix the cause before the next run.",
    ],
    "resource-not-backed-up": [
      "Resources of an inventory that a plan selects have no completed backup in the window, although one was due.",
      "`org-backup jobs` explains the messages of failed jobs. A resource that was made since the last run has none yet.",
    ],
    "retention-shorter-than-planned": [
      "Recovery points or copies are kept for a shorter time than planned.",
      "Existing recovery points keep their retention when the policy changes, and the maximum of a vault lock can shorten it; check both.",
    ],
  }),
  ...declareRules("warning", {
    "policy-withheld": [
      "The effective policy of an account has errors, so AWS keeps the account on its last valid policy.",
      "`org-backup effective --account ID` shows the errors.",
    ],
    "plan-not-knowable": [
      "What is planned for an account is decided only when Terraform applies.",
      "Use the organization as it is after apply: `org-backup snapshot`.",
    ],
    "backup-late": [
      "A backup began after its start window, or was not complete in time.",
      "Spread schedules, or make the windows larger; --late-after sets what counts as late.",
    ],
    "information-missing": [
      "AWS did not return part of the answer, so the report is incomplete.",
      "Allow the call that the message names, and run the command again.",
    ],
  }),
  ...declareRules("notice", {
    "resource-backed-up-unselected": [
      "Jobs have backed up resources of an inventory that no backup policy selects.",
      "A plan of the account itself or a person backs them up: select them by policy if they are meant to be protected.",
    ],
    "account-without-plan": [
      "No backup plan applies to an account, or none that backs up anything.",
      "Attach a backup policy to the account or to an OU above it.",
    ],
  }),
};
