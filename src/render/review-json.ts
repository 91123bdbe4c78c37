import type { Change, Finding, Review } from "../review/review";

/** The review as JSON, `schemaVersion` 1; the order of everything is stable. */
export function reviewJson(review: Review): string {
  const { summary, changes, findings, policyNames } = review;
  const mentioned = new Set([
    ...changes.flatMap(({ edits }) => edits.flatMap(({ policies }) => policies)),
    ...findings.flatMap(({ policies }) => policies),
  ]);
  const document = {
    schemaVersion: 1,
    summary,
    changes: changes.map(changeJson),
    findings: findings.map(findingJson),
    policyNames: Object.fromEntries([...policyNames].filter(([id]) => mentioned.has(id))),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function changeJson({ accounts, scope, edits, before, after }: Change): object {
  return {
    accounts,
    scope,
    edits: edits.map(({ path, before: from, after: to, policies }) => ({ path, before: from ?? null, after: to ?? null, policies })),
    before,
    after,
  };
}

function findingJson({ rule, severity, message, accounts, policies, path, hint }: Finding): object {
  return { rule, severity, message, accounts, policies, path, hint };
}
