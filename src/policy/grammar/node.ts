import type { QuotaId } from "../quotas";
import type { ValueSpec } from "./value-spec";

/** How a statement about AWS is known: seen in recorded responses, written in its documentation, concluded from those, or neither. */
export type Evidence = "captured" | "documented" | "inferred" | "unknown";

/**
 * When a key must be there. `effective`: the merged policy of an account needs it. `document`: so does
 * every single document that names the container around it.
 */
export type Requirement = "effective" | "document";

interface Entry {
  /** One sentence: what it means to AWS Backup. */
  readonly doc: string;
  /** How the form that is written down here is known. */
  readonly evidence: Evidence;
  readonly required?: Requirement;
  /** How the requirement in the effective policy is known, where that differs from `evidence`. */
  readonly requiredEvidence?: Evidence;
  /** Wrong keys that people copy from old pages, other APIs and modules; an unknown one of these is named with the right key. */
  readonly aliases?: readonly string[];
}

/** A container whose keys the syntax fixes. */
export interface FixedContainer extends Entry {
  readonly kind: "fixed";
  readonly concept: Concept;
  /** As it stands in a sentence: `a backup rule`. */
  readonly title: string;
  readonly keys: Readonly<Record<string, GrammarNode>>;
  /** Of these keys each document that names the container must hold at least one, and the effective policy too. */
  readonly oneOf?: readonly string[];
  /** Keys that stand alone in no recording: a container with only these is accepted, with a note. */
  readonly oneOfUnrecorded?: readonly string[];
  /** How many named containers all of its keys hold together. */
  readonly maximumInside?: QuotaId;
  /** Keys that other AWS interfaces know here and the policy syntax does not, each with what to do. */
  readonly foreign?: Readonly<Record<string, string>>;
}

/** A container whose keys the author chooses. */
export interface NamedContainer extends Entry {
  readonly kind: "named";
  readonly concept: Concept;
  readonly title: string;
  /** What a key names, as the reference page shows it: `plan` for `plans/<plan>`. */
  readonly placeholder: string;
  readonly names: NameRule;
  readonly child: FixedContainer;
  readonly maximum?: QuotaId;
  /** Whether the effective policy is recorded to be invalid above the maximum (`ELEMENTS_TOO_MANY`). */
  readonly maximumInEffective?: boolean;
}

/** What the author's keys must look like: a name, or the same text as a setting inside, ignoring case. */
export type NameRule = "name" | "same-as-tag-key" | "vault-arn";

/** A leaf that holds one scalar; only `@@assign` sets it. */
export interface SingleSetting extends Entry {
  readonly kind: "single";
  readonly value: ValueSpec;
}

/** A leaf that holds a list; all three operators apply, and the order of its members has no meaning. */
export interface ListSetting extends Entry {
  readonly kind: "list";
  readonly members: ValueSpec;
  /** How many members an operand holds at least. */
  readonly minimum: 0 | 1;
  /** Whether the effective policy is invalid where the list is empty (`ELEMENTS_TOO_FEW`), and how that is known. */
  readonly emptyInEffective?: { readonly invalid: true; readonly evidence: Evidence };
  readonly maximum?: QuotaId;
}

export type GrammarContainer = FixedContainer | NamedContainer;
export type GrammarSetting = SingleSetting | ListSetting;
export type GrammarNode = GrammarContainer | GrammarSetting;

/** What a container is; checks and advice name the concept they look at. */
export type Concept =
  | "policy"
  | "plans"
  | "plan"
  | "rules"
  | "rule"
  | "lifecycle"
  | "copy-actions"
  | "copy-action"
  | "recovery-point-tags"
  | "backup-plan-tags"
  | "tag"
  | "index-actions"
  | "scan-actions"
  | "scan-action"
  | "selections"
  | "tag-selections"
  | "tag-selection"
  | "resource-selections"
  | "resource-selection"
  | "conditions"
  | "condition-set"
  | "condition"
  | "advanced-settings"
  | "ec2-settings"
  | "s3-settings"
  | "scan-settings"
  | "scan-setting";
