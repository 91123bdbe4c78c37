import type { EffectivePolicy } from "../../effective/effective-policy";
import type { ValidationError } from "../../effective/validation-error";
import { noteText, PLAN_NAMES, UNEXPLAINED } from "./difference";
import type { Difference, Observed } from "./difference";

/** An account is valid for both, or has the same errors for both. */
export function errorDifference(
  id: string,
  effective: EffectivePolicy,
  { invalid, errors }: Observed,
): Difference | undefined {
  const isInvalid = invalid?.has(id);
  const isWithheld = effective.status === "withheld";
  if (isInvalid === undefined || (!isInvalid && !isWithheld)) {
    return undefined;
  }
  const reported = isInvalid ? errors.get(id) : [];
  if (isInvalid && isWithheld && (reported === undefined || sameErrors(effective.errors, reported))) {
    return undefined;
  }
  const difference = unexplainedErrors(id, effective, reported);
  const places = [...effective.errors, ...(reported ?? [])].map(({ path }) => path.toLowerCase());
  const isPossible = effective.possibleErrors.some(
    ({ path }) => reported === undefined || places.includes(path.toLowerCase()),
  );
  if (isPossible) {
    return {
      ...difference,
      cause: "order-unknown",
      because: "Some orders of attachment give this error, others do not.",
    };
  }
  const note = effective.notes.find(({ assumption, path }) =>
    places.some((place) => assumption !== PLAN_NAMES && isRelated(path, place)),
  );
  return note === undefined
    ? difference
    : { ...difference, cause: "uncertain-rule", because: noteText(note) };
}

function unexplainedErrors(
  id: string,
  effective: EffectivePolicy,
  reported: readonly ValidationError<string>[] | undefined,
): Difference {
  const predicted = effective.errors.map(({ code, path, message }) => ({ code, path, message }));
  return {
    accountIds: [id],
    cause: "unexplained",
    because: UNEXPLAINED,
    values: [],
    errors: { predicted, reported },
  };
}

/** Whether one path lies at, above or below the other. */
function isRelated(first: string, second: string): boolean {
  return first === second || first.startsWith(`${second}/`) || second.startsWith(`${first}/`);
}

function sameErrors(
  first: readonly { readonly code: string; readonly path: string }[],
  second: readonly { readonly code: string; readonly path: string }[],
): boolean {
  const keys = (errors: typeof first): string =>
    [...new Set(errors.map(({ code, path }) => `${code} ${path.toLowerCase()}`))].sort().join("\n");
  return keys(first) === keys(second);
}
