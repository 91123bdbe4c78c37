import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import type { Severity } from "../../text/severity";
import { PREFLIGHT_RULES } from "./preflight-rules";
import type { CheckId } from "./preflight-rules";

/** `unknown`: the caller may not look, or not from this account. */
export type CheckStatus = "ok" | "warning" | "failed" | "unknown";

/** One thing that must be true before apply. */
export interface PreflightCheck extends Place {
  readonly id: CheckId;
  readonly title: string;
  readonly status: CheckStatus;
  /** What was seen, or why nothing was. */
  readonly seen: string;
  /** What is wrong, or that it could not be checked; undefined if all is well. */
  readonly finding?: Finding;
}

/** The account and Region that a check is about; undefined for the organization. */
interface Place {
  readonly accountId?: string;
  readonly region?: string;
}

/** What was seen of one thing. */
export interface Observation {
  readonly status: CheckStatus;
  readonly seen: string;
  /** What to do here; the hint of the rule if undefined. */
  readonly action?: string;
}

/** A fact, or why it could not be read. */
export type Fact<T> =
  { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** A check with what was seen; everything but `ok` is a finding of the check's rule. */
export function checkOf(
  id: CheckId,
  title: string,
  { status, seen, action }: Observation,
  place: Place = {},
): PreflightCheck {
  const check = { ...place, id, title, status, seen };
  if (status === "ok") {
    return check;
  }
  const { accountId, region } = place;
  const hint = action ?? (status === "unknown" ? NOT_READ : undefined);
  const finding = findingOf(PREFLIGHT_RULES[`preflight-${id}`], {
    severity: SEVERITY_OF[status],
    message: region === undefined ? seen : `${region}: ${seen}`,
    accounts: accountId === undefined ? [] : [accountId],
    ...(hint === undefined ? {} : { hint }),
  });
  return { ...check, finding };
}

const NOT_READ = "Allow the caller to read it, or check it by hand.";

/** What could not be checked is no error, and never passes for checked. */
const SEVERITY_OF: Readonly<Record<Exclude<CheckStatus, "ok">, Severity>> = {
  failed: "error",
  warning: "warning",
  unknown: "warning",
};

/** The check of a fact, with why it could not be read if it is not known. */
export function checkOfFact<T>(
  id: CheckId,
  title: string,
  fact: Fact<T>,
  observe: (value: T) => Observation,
  place?: Place,
): PreflightCheck {
  return checkOf(id, title, fact.known ? observe(fact.value) : { status: "unknown", seen: fact.why }, place);
}

/** Ids and names in a sentence: the first ones, and how many more. */
export function listed(items: readonly string[], most = 5): string {
  const rest = items.length - most;
  return `${items.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
