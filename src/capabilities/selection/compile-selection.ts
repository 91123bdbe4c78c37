import type { SelectionCondition } from "../../effective/backup-plan/backup-selection";
import type { SelectionCriteria } from "./selection-criteria";
import { conditionTag } from "./condition-tag";
import { compileWildcard } from "./wildcard";

/** A resource as far as selections look at it. */
export interface SelectableResource {
  readonly arn: string;
  /** Undefined if the tags are not known. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** The keys of which it is known whether they are there; all of them if undefined. */
  readonly tagKeys?: ReadonlySet<string> | undefined;
}

/** The tag that AWS Backup's restore testing puts on what it restores. */
export const RESTORE_TEST_TAG = "awsbackup-restore-test";

/** Why a selection does not take a resource. One object for all resources: what is theirs is asked of them. */
export type SelectionMiss =
  | { readonly kind: "restore-test" }
  /** No pattern matches the ARN. */
  | { readonly kind: "pattern" }
  | { readonly kind: "excluded"; readonly pattern: string }
  /** The tag that the selection asks for is not there. */
  | { readonly kind: "tag-absent"; readonly key: string }
  /** The tag is there with a value that is not selected; `wanted` holds those that are. */
  | { readonly kind: "tag-value"; readonly key: string; readonly wanted: readonly string[] }
  /** A condition rules the value of the tag out. */
  | { readonly kind: "tag-ruled-out"; readonly key: string };

/** Why it is not known whether a selection takes a resource. */
export type SelectionDoubt =
  | { readonly kind: "tags-not-known"; readonly key: string }
  | { readonly kind: "condition"; readonly key: string };

export type SelectionOutcome =
  /** `absentTag`: a condition with "not" holds since the tag is not there, which AWS does not document. */
  | { readonly answer: "yes"; readonly absentTag: string | undefined }
  | { readonly answer: "no"; readonly miss: SelectionMiss }
  | { readonly answer: "unknown"; readonly doubt: SelectionDoubt };

/** Says what one selection does with a resource, service opt-in apart. */
export type CompiledSelection = (resource: SelectableResource) => SelectionOutcome;

/** Reads a selection once, for many resources. */
export function compileSelection({
  resources,
  notResources,
  tags,
  conditions,
}: SelectionCriteria): CompiledSelection {
  const patterns = resources.map(compileWildcard);
  const exclusions = notResources.map((pattern) => ({ pattern, matches: compileWildcard(pattern) }));
  const excluded = new Map(
    exclusions.map(({ pattern }) => [pattern, no({ kind: "excluded", pattern })] as const),
  );
  const demands = tags.map(({ key, values }) => tagDemand(key, values));
  const checks = conditions.map(compileCondition);
  const isNarrowed = patterns.length > 0 || demands.length > 0;
  return (resource) => {
    const { arn } = resource;
    let chosen = YES;
    if (isNarrowed && !patterns.some((matches) => matches(arn))) {
      const [only, ...others] = demands;
      chosen =
        only === undefined
          ? NO_PATTERN
          : others.length === 0
            ? only(resource)
            : bestOf(demands.map((demand) => demand(resource)));
      if (chosen.answer === "no") {
        return chosen;
      }
    }
    const exclusion = exclusions.find(({ matches }) => matches(arn));
    if (exclusion !== undefined) {
      return excluded.get(exclusion.pattern) ?? NO_PATTERN;
    }
    const outcome = checks.length === 0 ? chosen : allOf([chosen, ...checks.map((check) => check(resource))]);
    return outcome.answer !== "no" && isRestoreTest(resource) ? RESTORE_TEST : outcome;
  };
}

type Tags = NonNullable<SelectableResource["tags"]>;
type TagCheck = (resource: SelectableResource) => SelectionOutcome;

const YES: SelectionOutcome = { answer: "yes", absentTag: undefined };
const RESTORE_TEST = no({ kind: "restore-test" });
const NO_PATTERN = no({ kind: "pattern" });

function no(miss: SelectionMiss): SelectionOutcome {
  return { answer: "no", miss };
}

/** Whether restore testing has made the resource, by its tag or its name. */
export function isRestoreTest({ arn, tags }: SelectableResource): boolean {
  if (tags !== undefined && Object.hasOwn(tags, RESTORE_TEST_TAG)) {
    return true;
  }
  const name = Math.max(arn.lastIndexOf(":"), arn.lastIndexOf("/")) + 1;
  return arn.startsWith(RESTORE_TEST_TAG, name);
}

/** One of the values suffices; each is compared as it is, in the same case. */
function tagDemand(key: string, values: readonly string[]): TagCheck {
  const wanted = new Set(values);
  return valueCheck(key, values, (actual) => wanted.has(actual));
}

function valueCheck(key: string, wanted: readonly string[], isWanted: (actual: string) => boolean): TagCheck {
  const notKnown: SelectionOutcome = { answer: "unknown", doubt: { kind: "tags-not-known", key } };
  const absent = no({ kind: "tag-absent", key });
  const otherValue = no({ kind: "tag-value", key, wanted });
  return ({ tags, tagKeys }) => {
    if (tags === undefined) {
      return notKnown;
    }
    const actual = tagOf(tags, key);
    if (actual === undefined && tagKeys?.has(key) === false) {
      return notKnown;
    }
    if (actual === undefined) {
      return absent;
    }
    return isWanted(actual) ? YES : otherValue;
  };
}

function compileCondition({ operator, key = "", value = "" }: SelectionCondition): TagCheck {
  const tag = conditionTag(key);
  // `string_not_like` in a policy, `StringNotLike` in the API.
  const test = /^string_?(not_?)?(equals|like)$/i.exec(operator);
  if (tag === undefined || test === null) {
    const doubt: SelectionOutcome = { answer: "unknown", doubt: { kind: "condition", key } };
    return () => doubt;
  }
  const matches =
    test[2]?.toLowerCase() === "like" ? compileWildcard(value) : (actual: string) => actual === value;
  if (test[1] === undefined) {
    return valueCheck(tag, [value], matches);
  }
  const notKnown: SelectionOutcome = { answer: "unknown", doubt: { kind: "tags-not-known", key: tag } };
  const absent: SelectionOutcome = { answer: "yes", absentTag: tag };
  const ruledOut = no({ kind: "tag-ruled-out", key: tag });
  return ({ tags, tagKeys }) => {
    if (tags === undefined) {
      return notKnown;
    }
    const actual = tagOf(tags, tag);
    if (actual === undefined) {
      return tagKeys?.has(tag) === false ? notKnown : absent;
    }
    return matches(actual) ? ruledOut : YES;
  };
}

/** The value of a tag; names come from accounts, so that none may reach a prototype. */
export function tagOf(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}

/** One suffices: a certain yes, else one in doubt, else the nearest miss. */
function bestOf(outcomes: readonly SelectionOutcome[]): SelectionOutcome {
  return (
    outcomes.find(({ answer }) => answer === "yes") ??
    outcomes.find(({ answer }) => answer === "unknown") ??
    outcomes.find((outcome) => outcome.answer === "no" && outcome.miss.kind === "tag-value") ??
    outcomes[0] ??
    NO_PATTERN
  );
}

/** All must hold: a certain no decides, then a doubt. */
function allOf(outcomes: readonly SelectionOutcome[]): SelectionOutcome {
  return (
    outcomes.find(({ answer }) => answer === "no") ??
    outcomes.find(({ answer }) => answer === "unknown") ??
    outcomes.find((outcome) => outcome.answer === "yes" && outcome.absentTag !== undefined) ??
    YES
  );
}
