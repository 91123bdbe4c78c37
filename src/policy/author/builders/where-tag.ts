import { setOwn } from "../../../text/json";
import type { Condition, Conditions } from "../authored-nodes";
import { uniqueName } from "./names";

type TagTexts = Readonly<Record<string, string>>;

/** Comparisons with tags of a resource, by tag key; all of them must hold. */
export interface TagComparisons {
  readonly equals?: TagTexts;
  readonly notEquals?: TagTexts;
  /** With `*` as a wildcard. */
  readonly like?: TagTexts;
  readonly notLike?: TagTexts;
}

/** Conditions on tags: `whereTag({ equals: { stage: "prod" } })`. */
export function whereTag({ equals, notEquals, like, notLike }: TagComparisons): Conditions {
  return {
    ...(equals === undefined ? {} : { stringEquals: conditionsOf(equals) }),
    ...(notEquals === undefined ? {} : { stringNotEquals: conditionsOf(notEquals) }),
    ...(like === undefined ? {} : { stringLike: conditionsOf(like) }),
    ...(notLike === undefined ? {} : { stringNotLike: conditionsOf(notLike) }),
  };
}

function conditionsOf(texts: TagTexts): Readonly<Record<string, Condition>> {
  const conditions: Record<string, Condition> = {};
  for (const [key, text] of Object.entries(texts)) {
    setOwn(conditions, uniqueName(key, conditions), {
      conditionKey: `aws:ResourceTag/${key}`,
      conditionValue: text,
    });
  }
  return conditions;
}
