import type { EffectivePolicies } from "../../organization/effective-policies";
import type { JsonObject } from "../../text/json";
import type { Severity } from "../../text/severity";
import { CAUSE_SEVERITY } from "./difference";
import type { Difference, Observed } from "./difference";
import { documentDifference, ValueChanges } from "./document-difference";
import { errorDifference } from "./error-difference";
import { settleOrders } from "./settle-orders";
import type { OrderSettlement } from "./settle-orders";

export { CAUSE_SEVERITY } from "./difference";
export type { Difference, DifferenceCause, ExplainedDifference, Observed } from "./difference";

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
  const { organization } = policies;
  const context = { organization, earlier: options.earlier, orders, changes: new ValueChanges(policies) };
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
      : documentDifference(id, effective, published, context);
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
