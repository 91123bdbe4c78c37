import type { EffectivePolicy } from "../../effective/effective-policy";
import { mismatchOf, noteText, PLAN_NAMES, UNEXPLAINED } from "./mismatch";
import type { Mismatch, Observed } from "./mismatch";

/** An account is valid for both, or has the same errors for both. */
export function errorMismatch(
  id: string,
  effective: EffectivePolicy,
  { invalid, errors }: Observed,
): Mismatch | undefined {
  const isInvalid = invalid?.has(id);
  const isWithheld = effective.status === "withheld";
  if (isInvalid === undefined || (!isInvalid && !isWithheld)) {
    return undefined;
  }
  const reported = isInvalid ? errors.get(id) : [];
  if (isInvalid && isWithheld && (reported === undefined || sameErrors(effective.errors, reported))) {
    return undefined;
  }
  const predicted = effective.errors.map(({ code, path, message }) => ({ code, path, message }));
  const details = { accounts: [id], values: [], errors: { predicted, reported } };
  const places = [...effective.errors, ...(reported ?? [])].map(({ path }) => path.toLowerCase());
  const isPossible = effective.possibleErrors.some(
    ({ path }) => reported === undefined || places.includes(path.toLowerCase()),
  );
  if (isPossible) {
    return mismatchOf(
      "mismatch-order-unknown",
      "Some attachment orders give this error, others do not.",
      details,
    );
  }
  const note = effective.notes.find(({ assumption, path }) =>
    places.some((place) => assumption !== PLAN_NAMES && isRelated(path, place)),
  );
  return note === undefined
    ? mismatchOf("mismatch-unexplained", UNEXPLAINED, details)
    : mismatchOf("mismatch-uncertain-rule", noteText(note), details);
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
