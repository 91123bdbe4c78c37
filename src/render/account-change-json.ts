import { validationErrorJson } from "../effective/validation-error";
import type { AccountChange, AccountOutcome } from "../review/account-change";

/** A change as every JSON of a review shows it. */
export function accountChangeJson({ accounts, scope, edits, before, after }: AccountChange): object {
  return {
    accounts,
    scope,
    edits: edits.map(({ path, before: from, after: to, policies, causes = policies, ...possible }) => ({
      path,
      before: from ?? null,
      after: to ?? null,
      ...possible,
      policies,
      causes,
    })),
    before: outcomeJson(before),
    after: outcomeJson(after),
  };
}

function outcomeJson({ status, errors }: AccountOutcome): object {
  return { status, errors: errors.map(validationErrorJson) };
}
