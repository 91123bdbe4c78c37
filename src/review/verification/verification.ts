import type { Note } from "../../effective/assumptions";
import { decidingEvents, explainSettings } from "../../effective/explain";
import type { EffectivePolicy } from "../../effective/effective-policy";
import type { ProvenanceEvent } from "../../effective/provenance";
import { levelsOf } from "../../organization/effective-policies";
import type { EffectivePolicies } from "../../organization/effective-policies";
import { canonicalJson } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type { Severity } from "../../text/issue";
import { isOrderOnly, valueDifferences } from "./value-differences";
import type { ValueDifference } from "./value-differences";
import { folded, settleOrders } from "./settle-orders";
import type { OrderSettlement } from "./settle-orders";

/** Why a prediction and what AWS published differ. */
export type DifferenceCause =
  /** Another order of attachment than the file has explains it. */
  | "order-unknown"
  /** The file calls an order known, and another one explains it: a policy was detached and attached again. */
  | "order-changed"
  /** AWS still shows what it showed before: it has not published the change yet. */
  | "stale"
  /** The organization has changed since the file was written. */
  | "file-outdated"
  /** It hangs on a rule of AWS that is inferred or not known. */
  | "uncertain-rule"
  /** Nothing explains it: a mistake of this package. */
  | "unexplained";

export const CAUSE_SEVERITY: Readonly<Record<DifferenceCause, Severity>> = {
  "order-unknown": "notice",
  "order-changed": "warning",
  stale: "notice",
  "file-outdated": "warning",
  "uncertain-rule": "warning",
  unexplained: "error",
};

/** An error that AWS reports for an account, or that is predicted. */
export interface ValidationError {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** What AWS says about accounts. */
export interface Observed {
  /** Effective documents of the accounts that were asked about. */
  readonly published: ReadonlyMap<string, JsonObject>;
  /** All accounts whose effective policy AWS calls invalid; undefined where the caller may not know. */
  readonly invalid: ReadonlySet<string> | undefined;
  /** The errors of those that were asked about. */
  readonly errors: ReadonlyMap<string, readonly ValidationError[]>;
}

export interface ExplainedDifference extends ValueDifference {
  /** The steps that decide the predicted value. */
  readonly origin: readonly ProvenanceEvent[];
}

/** A difference that accounts share. */
export interface Difference {
  readonly accountIds: readonly string[];
  readonly cause: DifferenceCause;
  /** What speaks for the cause. */
  readonly because: string;
  readonly values: readonly ExplainedDifference[];
  /** Set where prediction and AWS disagree about errors; `reported` is undefined where they were not read. */
  readonly errors:
    | {
        readonly predicted: readonly ValidationError[];
        readonly reported: readonly ValidationError[] | undefined;
      }
    | undefined;
}

export interface Verification {
  /** Accounts whose documents or errors were compared one by one. */
  readonly compared: readonly string[];
  /** Accounts for which AWS has no effective policy to compare. */
  readonly without: readonly string[];
  readonly differences: readonly Difference[];
  readonly orders: OrderSettlement;
}

export interface VerifyOptions {
  readonly policies: EffectivePolicies;
  readonly observed: Observed;
  /** The accounts that were asked about. */
  readonly asked: readonly string[];
  /** What was predicted, or is recorded as published, before the last change. */
  readonly earlier: readonly ((accountId: string) => JsonObject | undefined)[];
}

/** Compares what is predicted with what AWS says, and finds the cause of each difference. */
export function verifyPolicies(options: VerifyOptions): Verification {
  const { policies, observed, asked } = options;
  const valid = new Map([...observed.published].filter(([id]) => observed.invalid?.has(id) !== true));
  const orders = settleOrders(policies.organization, valid);
  const compared = asked.filter((id) => observed.published.has(id));
  const changes = new ValueChanges(policies);
  const found = policies.organization.accounts.flatMap(({ id }) => {
    const effective = policies.of(id);
    if (effective === undefined) {
      return [];
    }
    const errors = errorDifference(id, effective, observed);
    if (errors !== undefined) {
      return [errors];
    }
    const published = valid.get(id);
    return published === undefined || effective.status === "withheld"
      ? []
      : documentDifference(id, effective, published, options, orders, changes);
  });
  const doubted = doubtKnownOrders(policies, valid, found);
  const isCompared = new Set(compared);
  return {
    compared,
    without: asked.filter((id) => !isCompared.has(id)),
    differences: grouped(
      found.map((difference) => (doubted === undefined ? difference : orderChanged(difference, doubted))),
    ),
    orders:
      doubted === undefined
        ? orders
        : { ...orders, settled: new Map([...orders.settled, ...doubted.settled]) },
  };
}

/** Where nothing else explains what AWS published, orders that are said to be known are doubted too. */
function doubtKnownOrders(
  policies: EffectivePolicies,
  valid: ReadonlyMap<string, JsonObject>,
  found: readonly Difference[],
): OrderSettlement | undefined {
  const open = found.filter(
    ({ cause, errors }) => errors === undefined && (cause === "unexplained" || cause === "uncertain-rule"),
  );
  if (open.length === 0) {
    return undefined;
  }
  const { settled, ...rest } = settleOrders(policies.organization, valid, "all");
  const ids = new Set(open.flatMap(({ accountIds }) => accountIds));
  const isExplained = [...ids].some((id) => rest.explained.has(id));
  // Of the other targets the file is right: only orders above the accounts that differ are new.
  const above = new Set(
    [...ids].flatMap((id) => policies.organization.lineage(id).map((target) => target.id)),
  );
  const changed = new Map([...settled].filter(([targetId]) => above.has(targetId)));
  return isExplained ? { ...rest, settled: changed } : undefined;
}

function orderChanged(difference: Difference, { explained }: OrderSettlement): Difference {
  const { cause, errors, accountIds } = difference;
  const isOpen = errors === undefined && (cause === "unexplained" || cause === "uncertain-rule");
  return isOpen && accountIds.every((id) => explained.has(id))
    ? {
        ...difference,
        cause: "order-changed",
        because:
          "The file calls the order of attachment known; another order gives exactly what AWS published. A policy may have been detached and attached again.",
      }
    : difference;
}

/** An account is valid for both, or has the same errors for both. */
function errorDifference(
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
  reported: readonly ValidationError[] | undefined,
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

const UNEXPLAINED = "No rule that is known gives what AWS says: this is a mistake of org-backup.";

function documentDifference(
  id: string,
  effective: EffectivePolicy,
  published: JsonObject,
  { earlier }: VerifyOptions,
  orders: OrderSettlement,
  changes: ValueChanges,
): readonly Difference[] {
  const document = canonicalJson(published);
  const values = changes.of(id, effective, published, document);
  if (values.length === 0) {
    return [];
  }
  const difference = { accountIds: [id], values, errors: undefined };
  if (orders.explained.has(id)) {
    const because = "Another order of attachment gives exactly what AWS published.";
    return [{ ...difference, cause: "order-unknown", because }];
  }
  if (earlier.some((before) => canonicalJsonOf(before(id)) === document)) {
    const because = "AWS still shows what it showed before the last change. Try again with --wait.";
    return [{ ...difference, cause: "stale", because }];
  }
  const note = uncertainRule(effective, values, published);
  if (note !== undefined) {
    return [{ ...difference, cause: "uncertain-rule", because: noteText(note) }];
  }
  if (effective.orderDependent.length > 0 && values.every(isOrderOnly)) {
    const because = "The lists have the same members; their order hangs on the order of attachment.";
    return [{ ...difference, cause: "order-unknown", because }];
  }
  return [{ ...difference, cause: "unexplained", because: UNEXPLAINED }];
}

function noteText({ message, assumption, evidence }: Note): string {
  return `${message} (${assumption}, ${evidence})`;
}

/** Accounts share their results, so that the same two documents are compared once. */
class ValueChanges {
  private readonly known = new Map<EffectivePolicy, Map<string, readonly ExplainedDifference[]>>();

  constructor(private readonly policies: EffectivePolicies) {}

  of(
    id: string,
    effective: EffectivePolicy,
    published: JsonObject,
    document: string,
  ): readonly ExplainedDifference[] {
    const byDocument = this.known.get(effective) ?? new Map<string, readonly ExplainedDifference[]>();
    this.known.set(effective, byDocument);
    const known = byDocument.get(document);
    if (known !== undefined) {
      return known;
    }
    const values = valueDifferences(effective.policy, published).map((value) => ({
      ...value,
      origin: originOf(this.policies, id, value.path),
    }));
    byDocument.set(document, values);
    return values;
  }
}

const PLAN_NAMES = "plan-names-are-lower-cased";
/** These decide whether a name may be added to a container: what is below it is there or not. */
const ABOUT_NEW_KEYS: readonly string[] = [
  "container-control-blocks-new-keys",
  "assign-alone-admits-new-keys",
  "remove-alone-blocks-new-keys",
];

/** The assumption that may be wrong, if assumptions can explain every one of the differences. */
function uncertainRule(
  effective: EffectivePolicy,
  values: readonly ValueDifference[],
  published: JsonObject,
): Note | undefined {
  const names = effective.notes.find(({ assumption }) => assumption === PLAN_NAMES);
  const rest =
    names === undefined ? values : valueDifferences(effective.policy, folded(published) as JsonObject);
  if (rest.length === 0) {
    return names;
  }
  const notes = rest.map((value) => effective.notes.find((note) => mayExplain(note, value)));
  return notes.every((note) => note !== undefined) ? notes[0] : undefined;
}

function mayExplain({ assumption, path }: Note, value: ValueDifference): boolean {
  const at = value.path.toLowerCase();
  if (assumption === PLAN_NAMES) {
    return false;
  }
  if (ABOUT_NEW_KEYS.includes(assumption)) {
    return at.startsWith(`${path}/`) && (value.predicted === undefined || value.published === undefined);
  }
  return at === path || (assumption === "empty-list-is-rendered" && at.startsWith(`${path}/`));
}

function canonicalJsonOf(document: JsonObject | undefined): string | undefined {
  return document === undefined ? undefined : canonicalJson(document);
}

function originOf(policies: EffectivePolicies, accountId: string, path: string): readonly ProvenanceEvent[] {
  const levels = levelsOf(policies.organization, accountId);
  const setting = explainSettings(levels, path).find((each) => each.path === path.toLowerCase());
  return setting === undefined ? [] : decidingEvents(setting.events);
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

/** Accounts with the same difference for the same reason stand together; worst first. */
function grouped(differences: readonly Difference[]): readonly Difference[] {
  const byKey = new Map<string, Difference>();
  for (const difference of differences) {
    const { cause, because, values, errors } = difference;
    const key = JSON.stringify([cause, because, values, errors]);
    const known = byKey.get(key);
    byKey.set(
      key,
      known === undefined
        ? difference
        : { ...known, accountIds: [...known.accountIds, ...difference.accountIds] },
    );
  }
  const rank: readonly Severity[] = ["error", "warning", "notice"];
  const rankOf = ({ cause }: Difference): number => rank.indexOf(CAUSE_SEVERITY[cause]);
  return [...byKey.values()].sort((left, right) => rankOf(left) - rankOf(right));
}
