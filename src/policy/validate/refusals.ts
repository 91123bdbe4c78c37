/**
 * Why AWS Organizations refuses a document: every rule of CreatePolicy that is known, by the stable
 * identifier under which it is reported. The sentences are printed on the reference page.
 */
export const REFUSALS = {
  "json-syntax": "The text must be JSON, without comments and trailing commas.",
  "yaml-syntax": "The text must be YAML that stands for JSON.",
  "document-size": "A document holds at most 10,000 characters, white space included.",
  "plans-missing": "A document is one object with the key `plans`.",
  "object-expected": "A container is an object.",
  "unknown-key": "Only the keys of the syntax are allowed, in any case.",
  "duplicate-key": "No key stands twice in an object, also not in another case.",
  "name-format":
    "Names of plans, rules, selections and conditions hold 1 to 50 letters, digits, dots, hyphens and underscores.",
  "operator-missing": "A setting holds its value under an inheritance operator, never directly.",
  "operator-unknown": "Keys that start with @@ are inheritance operators.",
  "operator-on-container": "Containers take the child control operator only; values are set in settings.",
  "operator-on-single": "Settings with a single value take @@assign only.",
  "root-operand":
    "A value operator at the top of the document is ignored by AWS, but its operand may not be an object.",
  "scalar-expected": "A setting with a single value takes one text, number or boolean.",
  "list-expected": "A setting with a list takes a list of texts.",
  "list-empty": "An operand of this list holds at least one member.",
  "child-control":
    "The child control operator takes a list of @@all, @@none or value operators; @@none stands alone and no word stands twice.",
  "value-not-allowed": "A value has the form that its setting demands.",
  "key-required":
    "A document that names this container must hold these of its keys, whatever other policies hold.",
  "tag-name": "The name of a recovery point tag or plan tag equals its tag_key, ignoring case.",
  "schedule-syntax": "A schedule is an AWS cron expression.",
  "schedule-occurrences": "A schedule has at least two runs in the future.",
  "schedule-frequency": "At the moment of the call the next two runs are at least 60 minutes apart.",
  "continuous-retention": "Continuous backup needs delete_after_days of at most 35 in the same document.",
  "continuous-cold-storage": "Continuous backup excludes move_to_cold_storage_after_days.",
  "archive-lifecycle": "The archive opt-in needs both other lifecycle settings in the same document.",
  "archive-retention":
    "With the archive opt-in, deletion comes at least 90 days after the move to cold storage.",
  "archive-schedule":
    "With the archive opt-in, the next two runs are at least 28 days apart; without a schedule they are daily.",
  "more-problems": "The list of problems is cut.",
} as const satisfies Readonly<Record<string, string>>;

export type RefusalRule = keyof typeof REFUSALS;
