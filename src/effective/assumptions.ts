import { operatorSet } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";

/**
 * What AWS does where no document or recording says so. Each assumption is one constant here; a
 * result that depends on one carries a note with its id, so that new evidence changes one line.
 */
export interface Assumption {
  readonly id: AssumptionId;
  /** documented (once, elsewhere contradicted), inferred from recorded behaviour, or unknown. */
  readonly evidence: "documented" | "inferred" | "unknown";
  readonly sentence: string;
}

export type AssumptionId =
  | "plan-names-are-lower-cased"
  | "first-assign-wins-among-peers"
  | "removes-act-after-appends-of-peers"
  | "member-order-unknown"
  | "not-every-order-was-checked"
  | "mentioned-key-exists"
  | "emptied-list-is-kept"
  | "empty-list-is-rendered"
  | "repeated-members-are-kept"
  | "empty-append-creates-list"
  | "container-control-blocks-new-keys"
  | "assign-alone-admits-new-keys"
  | "remove-alone-blocks-new-keys"
  | "continuous-backup-needs-retention"
  | "archive-needs-explicit-lifecycle"
  | "archive-default-schedule"
  | "archive-schedule-ended"
  | "quota-exceeded-by-merging"
  | "exclusion-alone-selects"
  | "operator-written-twice"
  | "required-as-documented"
  | "required-settings-by-analogy"
  | "type-and-tag-overrides-opt-in"
  | "shared-arn-form-needs-opt-in"
  | "management-account-opt-in-counts"
  | "caller-is-management-account"
  | "endless-retention-is-longest";

/** Names of plans are rendered in lower case, as all other names are recorded to be. */
export const LOWER_CASE_PLAN_NAMES = true as boolean;

/** A list whose last member a policy removed stays, as `[]`. */
export const KEEP_EMPTIED_LISTS = true as boolean;

/** A setting holding `[]` is a value: it keeps its containers from being pruned. */
export const RENDER_EMPTY_LISTS = true as boolean;

/** `@@assign` keeps members that are written twice. */
export const KEEP_REPEATED_MEMBERS = true as boolean;

/** `@@append: []` where nothing is inherited gives `[]`. */
export const EMPTY_APPEND_CREATES_LIST = true as boolean;

/** A container admits a new key from below where its control leaves any of these operators. */
export const KEY_ADMITTING_OPERATORS: OperatorSet = operatorSet("@@append", "@@assign");

const table: readonly Assumption[] = [
  {
    id: "plan-names-are-lower-cased",
    evidence: "documented",
    sentence:
      "The plan's name is shown in lower case, as AWS's own command-line sample and all recorded names are; some pages of the guide keep its case.",
  },
  {
    id: "first-assign-wins-among-peers",
    evidence: "inferred",
    sentence:
      "If several policies on one target assign the same setting, the one attached first wins; documented and recorded for tag policies, assumed for backup policies.",
  },
  {
    id: "removes-act-after-appends-of-peers",
    evidence: "inferred",
    sentence:
      "If one policy on a target removes a member and another appends it, it is removed; recorded for tag policies, assumed for backup policies.",
  },
  {
    id: "member-order-unknown",
    evidence: "unknown",
    sentence:
      "Several policies on one target add members to this list and their attachment order is not known: the members are certain, their order is not.",
  },
  {
    id: "not-every-order-was-checked",
    evidence: "unknown",
    sentence:
      "The unknown attachment orders allow more outcomes than the planner looks at: further errors are possible.",
  },
  {
    id: "mentioned-key-exists",
    evidence: "inferred",
    sentence:
      "A policy above mentions this name without a value, so the name counts as existing and the control on its container does not block it; inferred.",
  },
  {
    id: "emptied-list-is-kept",
    evidence: "inferred",
    sentence:
      "A list whose last member was removed is shown as an empty list; recorded for tag policies, not for backup policies.",
  },
  {
    id: "empty-list-is-rendered",
    evidence: "unknown",
    sentence:
      "An empty list keeps its containers in the effective policy; whether AWS prunes it is not known.",
  },
  {
    id: "repeated-members-are-kept",
    evidence: "unknown",
    sentence: "A list that repeats a member keeps both; whether AWS drops the second is not known.",
  },
  {
    id: "empty-append-creates-list",
    evidence: "unknown",
    sentence: "Appending nothing to a setting that no policy sets gives an empty list; not recorded.",
  },
  {
    id: "container-control-blocks-new-keys",
    evidence: "documented",
    sentence:
      "A control on a container keeps policies below from adding names to it; documented, but never seen in a recorded answer.",
  },
  {
    id: "assign-alone-admits-new-keys",
    evidence: "inferred",
    sentence:
      'A container whose control is ["@@assign"] alone lets policies below add names; inferred from AI opt-out policies.',
  },
  {
    id: "remove-alone-blocks-new-keys",
    evidence: "inferred",
    sentence: 'A container whose control is ["@@remove"] alone lets policies below add no names; inferred.',
  },
  {
    id: "continuous-backup-needs-retention",
    evidence: "unknown",
    sentence:
      "The merged policy has continuous backup without delete_after_days; whether AWS withholds it is not known.",
  },
  {
    id: "archive-needs-explicit-lifecycle",
    evidence: "unknown",
    sentence:
      "The merged policy has an archive opt-in without both lifecycle values; whether AWS withholds it is not known.",
  },
  {
    id: "archive-default-schedule",
    evidence: "inferred",
    sentence: "An archive opt-in without a schedule counts as daily, as AWS decides for a single document.",
  },
  {
    id: "archive-schedule-ended",
    evidence: "unknown",
    sentence:
      "The merged policy has an archive opt-in and a schedule with fewer than two runs left; whether AWS withholds it is not known.",
  },
  {
    id: "quota-exceeded-by-merging",
    evidence: "unknown",
    sentence:
      "The merged policy exceeds a quota of AWS Backup. Whether AWS withholds it (ELEMENTS_TOO_MANY is documented by example only) or AWS Backup ignores the excess is not known.",
  },
  {
    id: "exclusion-alone-selects",
    evidence: "unknown",
    sentence:
      "A resource selection has not_resource_types without resource_types or conditions; no recording covers this, and it is assumed to be accepted.",
  },
  {
    id: "operator-written-twice",
    evidence: "unknown",
    sentence:
      "A policy writes one operator twice here, in spellings that differ only in case; which of the two AWS applies is not known.",
  },
  {
    id: "required-as-documented",
    evidence: "documented",
    sentence:
      "AWS documents this setting as required in the effective policy; no recording shows what happens without it.",
  },
  {
    id: "required-settings-by-analogy",
    evidence: "inferred",
    sentence:
      "This setting is documented as required; the error is worded as AWS words it for the settings that are recorded.",
  },
  {
    id: "type-and-tag-overrides-opt-in",
    evidence: "documented",
    sentence:
      "A selection that names a type in full is backed up without the opt-in of the service even if tags narrow it; older pages word it differently.",
  },
  {
    id: "shared-arn-form-needs-opt-in",
    evidence: "documented",
    sentence:
      "Every type that shares its ARN form with others needs the opt-in of its service; one page says so, another names Aurora, Neptune and DocumentDB only.",
  },
  {
    id: "management-account-opt-in-counts",
    evidence: "documented",
    sentence:
      "For plans that policies make, the opt-in of the management account counts; that of a member account or of a delegated administrator does not.",
  },
  {
    id: "caller-is-management-account",
    evidence: "unknown",
    sentence:
      "The opt-in settings that were read are assumed to be those of the management account; the organization file does not say which account that is.",
  },
  {
    id: "endless-retention-is-longest",
    evidence: "unknown",
    sentence:
      "Indefinite retention counts as longer than any number of days, including the maximum of a vault; no page says so.",
  },
];

const byId = new Map(table.map((assumption) => [assumption.id, assumption]));

export const ASSUMPTIONS: readonly Assumption[] = table;

export function assumption(id: AssumptionId): Assumption {
  const found = byId.get(id);
  if (found === undefined) {
    throw new RangeError(`no assumption ${id}`);
  }
  return found;
}

/** A result that depends on an assumption, at a path. */
export interface Note {
  readonly assumption: AssumptionId;
  readonly evidence: Assumption["evidence"];
  readonly message: string;
  readonly path: string;
}

/** @param detail a sentence with the figures of this very place, put in front of what is assumed */
export function noteOf(id: AssumptionId, path: string, detail?: string): Note {
  const { evidence, sentence } = assumption(id);
  return {
    assumption: id,
    evidence,
    message: detail === undefined ? sentence : `${detail} ${sentence}`,
    path,
  };
}
