import { grouped } from "../../text/grouped";
import { declareRules } from "../../text/rule";
import { NAME_WORDS } from "../grammar/name-pattern";
import { ARCHIVE_GAP_DAYS, COLD_STORAGE_DAYS, CONTINUOUS_BACKUP_DAYS, SHORTEST_GAP_MINUTES } from "../limits";
import { QUOTAS } from "../quotas";

/**
 * Why AWS Organizations refuses a document: every known rule of CreatePolicy. The reference page of the
 * syntax lists them too.
 */
export const REFUSALS = declareRules("error", {
  "json-syntax": [
    "The text is not JSON; comments and trailing commas are not allowed.",
    "Fix the syntax at the position given.",
  ],
  "yaml-syntax": [
    "The text is not YAML, or holds something that JSON cannot.",
    "Fix the syntax at the position given, and use mappings, lists and plain values only.",
  ],
  "document-size": [
    `The document has more than ${grouped(QUOTAS.documentCharacters.limit)} characters, white space included.`,
    "Send it minified, or split its plans over several policies: policies on one target are merged.",
  ],
  "plans-missing": ["The document is not an object with the key `plans`.", 'Write `{"plans": {...}}`.'],
  "object-expected": ["A container is not an object.", "Write an object with the keys of the container."],
  "unknown-key": [
    "A key is not part of the syntax; the case of keys does not matter.",
    "`org-backup help policy-syntax` lists the keys.",
  ],
  "duplicate-key": [
    "An object has the same key twice; keys that differ only in case are the same.",
    "Remove or rename one of them.",
  ],
  "name-format": [
    `The name of a plan, rule, selection or condition is not ${NAME_WORDS}.`,
    "Choose a name of these characters.",
  ],
  "operator-missing": [
    "A setting holds its value directly instead of under an inheritance operator.",
    'Write the value under an operator: `{"@@assign": ...}`.',
  ],
  "operator-unknown": [
    "A key starts with @@ and is not an inheritance operator.",
    "The operators are @@assign, @@append, @@remove and @@operators_allowed_for_child_policies.",
  ],
  "operator-on-container": [
    "A container has a value operator; containers take the child control operator only.",
    "Put the operator into each setting below.",
  ],
  "operator-on-single": [
    "A setting with a single value has @@append or @@remove; it takes @@assign only.",
    "Use @@assign.",
  ],
  "root-operand": [
    "A value operator at the top of the document holds an object, or a list that holds an object or a list; AWS ignores other operands there.",
    "Remove the operator; operators belong in settings.",
  ],
  "scalar-expected": [
    "A list or an object is given where one string, number or boolean is expected.",
    "Write one value.",
  ],
  "list-expected": ["A setting that takes a list has something else.", "Write a list of strings."],
  "list-empty": ["A list that needs at least one member is empty.", "Add a member, or remove the operator."],
  "child-control": [
    "The child control operator does not hold a list of @@all, @@none or value operators in which @@none is the only member and no word is repeated.",
    'Write ["@@all"], ["@@none"] or a list of @@assign, @@append and @@remove.',
  ],
  "value-not-allowed": [
    "A value does not have the form that its setting takes.",
    "`org-backup help policy-syntax` shows what each setting takes.",
  ],
  "key-required": [
    "A container lacks keys that every document has to hold that names it, whatever other policies hold.",
    "Write the missing keys in this document too, even if a higher-level policy sets them.",
  ],
  "tag-name": [
    "The name of a recovery point tag or plan tag is not its tag_key; case does not matter.",
    "Name the tag after its tag_key.",
  ],
  "schedule-syntax": [
    "A schedule is not an AWS cron expression.",
    "The form is cron(minutes hours day-of-month month day-of-week year), for example cron(0 5 ? * * *).",
  ],
  "schedule-occurrences": [
    "A schedule has fewer than two runs in the future.",
    "Leave the year open (*), and check that the day exists in the month.",
  ],
  "schedule-frequency": [
    `At the time of the request the next two runs are less than ${SHORTEST_GAP_MINUTES} minutes apart.`,
    "Give one minute and hours that differ, for example cron(0 5/1 ? * * *) for hourly runs.",
  ],
  "continuous-retention": [
    `Continuous backup is on without a delete_after_days of at most ${CONTINUOUS_BACKUP_DAYS} in the same document.`,
    `Set delete_after_days to ${CONTINUOUS_BACKUP_DAYS} or less, or keep long-term backups in another rule.`,
  ],
  "continuous-cold-storage": [
    "Continuous backup is on together with move_to_cold_storage_after_days.",
    "Remove move_to_cold_storage_after_days, or switch continuous backup off.",
  ],
  "archive-lifecycle": [
    "The archive opt-in is on and the document lacks another lifecycle setting.",
    "Set move_to_cold_storage_after_days and delete_after_days in the same document.",
  ],
  "archive-retention": [
    `The archive opt-in is on and deletion comes less than ${COLD_STORAGE_DAYS} days after the move to cold storage.`,
    `Set delete_after_days to at least ${COLD_STORAGE_DAYS} more than move_to_cold_storage_after_days.`,
  ],
  "archive-schedule": [
    `The archive opt-in is on and the next two runs are less than ${ARCHIVE_GAP_DAYS} days apart; without a schedule they are daily.`,
    'Set schedule_expression to a monthly schedule, for example "cron(0 5 1 * ? *)", or remove the opt-in.',
  ],
  "more-problems": [
    "The document has more problems than are listed.",
    "Fix the problems that are listed, and validate again.",
  ],
});

export type RefusalRule = keyof typeof REFUSALS;
