import { effectiveGroups } from "../organization/effective-groups";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Review } from "../review/review";
import type { ResourceReview } from "../review/resources/resource-changes";
import { accountChangeJson } from "./account-change-json";
import { findingJson } from "./finding-json";
import { jsonPieces } from "./json-pieces";

/**
 * The review as JSON, `schemaVersion` 1; the order of everything is stable.
 *
 * @param after where given, the effective policies after the change are added, by distinct outcome
 */
export function reviewJson(review: Review, after?: EffectivePolicies): string {
  return [...reviewJsonPieces(review, after)].join("");
}

/** As {@link reviewJson}, an effective policy at a time. */
export function reviewJsonPieces(review: Review, after?: EffectivePolicies): Iterable<string> {
  const document = reviewDocument(review);
  if (after === undefined) {
    return [`${JSON.stringify(document, undefined, 2)}\n`];
  }
  const groups = effectiveGroups(
    after,
    after.organization.accounts.map(({ id }) => id),
  );
  return jsonPieces(document, "effectivePolicies", groups, ({ accounts, policy: { status, policy } }) => ({
    accounts,
    status,
    policy,
  }));
}

/** What the JSON of a review holds. */
export function reviewDocument(review: Review): object {
  const {
    summary,
    organizationChanges = [],
    changes,
    findings,
    resources,
    policyNames,
    accountNames,
    basis,
    remarks,
    digest,
  } = review;
  const policies = new Set([
    ...changes.flatMap(({ edits }) => edits.flatMap((edit) => edit.policies)),
    ...changes.flatMap((change) =>
      [...change.before.errors, ...change.after.errors].flatMap((error) => error.policies),
    ),
    ...findings.flatMap((finding) => finding.policies),
  ]);
  const accounts = new Set([
    ...changes.flatMap((change) => change.accounts),
    ...findings.flatMap((finding) => finding.accounts),
  ]);
  return {
    schemaVersion: 1,
    summary,
    ...(basis === undefined ? {} : { basis }),
    ...(remarks === undefined ? {} : { remarks }),
    organizationChanges,
    changes: changes.map(accountChangeJson),
    findings: findings.map(findingJson),
    ...(resources === undefined ? {} : { resources: resourceReviewJson(resources) }),
    policyNames: named(policyNames, policies),
    accountNames: named(accountNames ?? new Map(), accounts),
    ...(digest === undefined ? {} : { digest }),
  };
}

function resourceReviewJson({ sources, changes, ...rest }: ResourceReview): object {
  return {
    ...rest,
    changes: changes.map(({ accountId, ...change }) => ({ ...change, accountId: accountId ?? null })),
    inventories: sources,
  };
}

/** Ids come from outside: an object of them must not reach any prototype. */
function named(names: ReadonlyMap<string, string>, wanted: ReadonlySet<string>): object {
  return Object.fromEntries([...names].filter(([id]) => wanted.has(id)));
}
