import type { SelectionCondition } from "../../effective/backup-plan/backup-selection";
import type { Mark, Verdict } from "../verdict";
import type { PageId } from "../tables/pages";
import type { SelectionCriteria } from "./selection-criteria";
import { matchesWildcard } from "./wildcard";

/** A resource as far as selections look at it. */
export interface SelectableResource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The tag that AWS Backup's restore testing puts on what it restores. */
export const RESTORE_TEST_TAG = "awsbackup-restore-test";

/** Whether a selection takes a resource, service opt-in apart. */
export function selectsResource(criteria: SelectionCriteria, resource: SelectableResource): Verdict {
  const { resources, notResources, tags, conditions } = criteria;
  if (isRestoreTest(resource)) {
    return answer("no", "certain", "Backup plans ignore what a restore test restored.", ["RT"]);
  }
  const byArn = resources.some((pattern) => matchesWildcard(pattern, resource.arn));
  const byTag = tags.some(({ key, values }) => values.some((value) => tagOf(resource, key) === value));
  const isNarrowed = resources.length > 0 || tags.length > 0;
  if (isNarrowed && !byArn && !byTag) {
    return answer("no", "certain", "No resource pattern and no tag of the selection matches.", ["ARJ"]);
  }
  const excluded = notResources.find((pattern) => matchesWildcard(pattern, resource.arn));
  if (excluded !== undefined) {
    return answer("no", "certain", `The selection excludes ${excluded}.`, ["ARJ"]);
  }
  const held = conditions.map((condition) => holds(condition, resource));
  const failed = held.find(({ answer: is }) => is === "no") ?? held.find(({ answer: is }) => is !== "yes");
  const inferred = held.find(({ mark }) => mark !== "certain");
  return failed ?? inferred ?? answer("yes", "certain", "The selection matches.", ["ARJ"]);
}

function isRestoreTest({ arn, tags }: SelectableResource): boolean {
  const name = arn.split(/[:/]/).at(-1) ?? "";
  return Object.hasOwn(tags, RESTORE_TEST_TAG) || name.startsWith(RESTORE_TEST_TAG);
}

function tagOf({ tags }: SelectableResource, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}

const TAG_KEY = /^aws:ResourceTag\/(.+)$/u;

function holds(
  { operator, key = "", value = "" }: SelectionCondition,
  resource: SelectableResource,
): Verdict {
  const tag = TAG_KEY.exec(key)?.[1];
  // `string_not_like` in a policy, `StringNotLike` in the API.
  const test = /^string_?(not_?)?(equals|like)$/i.exec(operator);
  if (tag === undefined || test === null) {
    return answer(
      "unknown",
      "no-evidence",
      `It is not known how AWS Backup reads the condition on ${key}.`,
      [],
    );
  }
  const isNegated = test[1] !== undefined;
  const actual = tagOf(resource, tag);
  if (actual === undefined) {
    return isNegated
      ? answer(
          "yes",
          "inferred",
          `Probably selected: the tag "${tag}" is not there, which should count as different; no page says so.`,
          ["ARJ"],
        )
      : answer("no", "certain", `The tag "${tag}" is not there.`, ["ARJ"]);
  }
  const matches = test[2]?.toLowerCase() === "like" ? matchesWildcard(value, actual) : value === actual;
  return matches === isNegated
    ? answer("no", "certain", `The tag "${tag}" is ${JSON.stringify(actual)}.`, ["ARJ"])
    : answer("yes", "certain", "The condition holds.", ["ARJ"]);
}

function answer(is: Verdict["answer"], mark: Mark, reason: string, pages: readonly PageId[]): Verdict {
  return { answer: is, mark, reason, pages };
}
