import type { Change } from "./review";

/** A change as every JSON of a review shows it. */
export function changeJson({ accounts, scope, edits, before, after }: Change): object {
  return {
    accounts,
    scope,
    edits: edits.map(({ path, before: from, after: to, policies }) => ({
      path,
      before: from ?? null,
      after: to ?? null,
      policies,
    })),
    before,
    after,
  };
}
