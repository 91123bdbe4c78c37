import type { ValidationError } from "../../effective/validation-error";
import type { EffectivePolicy } from "../../effective/effective-policy";
import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import type { JsonObject } from "../../text/json";
import { mergeSame } from "../../text/merge-same";
import { bySeverity } from "../../text/severity";
import { mismatchOf } from "./mismatch";
import type { Mismatch, Observed } from "./mismatch";
import { documentMismatch, ValueChanges } from "./document-mismatch";
import { errorMismatch } from "./error-mismatch";
import { settleOrders } from "./settle-orders";
import type { OrderSettlement } from "./settle-orders";

export interface Verification {
  /** Accounts whose documents or errors were compared one by one. */
  readonly compared: readonly string[];
  /** Accounts for which AWS has no effective policy to compare. */
  readonly without: readonly string[];
  /**
   * Accounts whose effective policy AWS calls invalid, predicted or not, with the errors of those that were
   * asked about; undefined if the caller may not know.
   */
  readonly invalid: ReadonlyMap<string, readonly ValidationError<string>[]> | undefined;
  /** The most severe first. */
  readonly mismatches: readonly Mismatch[];
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
  const isCompared = new Set(compared);
  const without = asked.filter((id) => !isCompared.has(id));
  const isWithout = new Set(without);
  const { organization } = policies;
  const context = { organization, earlier: options.earlier, orders, changes: new ValueChanges(policies) };
  const found = policies.organization.accounts.flatMap(({ id }) => {
    const effective = policies.of(id);
    if (effective === undefined) {
      return [];
    }
    const errors = errorMismatch(id, effective, observed);
    if (errors !== undefined) {
      return [errors];
    }
    if (isWithout.has(id) && isExpected(organization, id, effective)) {
      return [mismatchOf("mismatch-no-policy", NO_POLICY, { accounts: [id], values: [], errors: undefined })];
    }
    const published = valid.get(id);
    return published === undefined || effective.status === "withheld"
      ? []
      : documentMismatch(id, effective, published, context);
  });
  const doubted = doubtKnownOrders(policies, valid, found);
  return {
    compared,
    without,
    invalid:
      observed.invalid && new Map([...observed.invalid].map((id) => [id, observed.errors.get(id) ?? []])),
    mismatches: mergeSame(
      found.map((mismatch) => (doubted === undefined ? mismatch : orderChanged(mismatch, doubted))),
    ).toSorted(bySeverity),
    orders:
      doubted === undefined
        ? orders
        : { ...orders, settled: new Map([...orders.settled, ...doubted.settled]) },
  };
}

const NO_POLICY =
  "AWS has no effective backup policy for the account, although policies apply to it. The policy type may be disabled, or the account has left the organization.";

/** Closed accounts have no effective policy, and those without policies need none. */
function isExpected(organization: Organization, id: string, { status, policy }: EffectivePolicy): boolean {
  const isActive = organization.account(id)?.state === "ACTIVE";
  return isActive && status === "published" && Object.keys(policy).length > 0;
}

/** Where nothing else explains what AWS published, orders that are said to be known are doubted too. */
function doubtKnownOrders(
  policies: EffectivePolicies,
  valid: ReadonlyMap<string, JsonObject>,
  found: readonly Mismatch[],
): OrderSettlement | undefined {
  const open = found.filter(isOpen);
  if (open.length === 0) {
    return undefined;
  }
  const { settled, ...rest } = settleOrders(policies.organization, valid, "all");
  const ids = open.flatMap(({ accounts }) => accounts);
  const isExplained = ids.some((id) => rest.explained.has(id));
  // Of the other targets the file is right: only orders above the accounts that differ are new.
  const above = policies.organization.targetsOver(ids);
  const changed = new Map([...settled].filter(([targetId]) => above.has(targetId)));
  return isExplained ? { ...rest, settled: changed } : undefined;
}

/** Whether nothing certain explains a document that differs. */
function isOpen({ rule, errors }: Mismatch): boolean {
  return errors === undefined && (rule === "mismatch-unexplained" || rule === "mismatch-uncertain-rule");
}

function orderChanged(mismatch: Mismatch, { explained }: OrderSettlement): Mismatch {
  return isOpen(mismatch) && mismatch.accounts.every((id) => explained.has(id))
    ? mismatchOf(
        "mismatch-order-changed",
        "The file calls the attachment order known; another order gives exactly what AWS published. A policy may have been detached and attached again.",
        mismatch,
      )
    : mismatch;
}
