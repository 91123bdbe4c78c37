import type { FragmentNode } from "../../effective/fragment";
import { mergeLevels } from "../../effective/inherit";
import type { AttachmentOrder, InheritanceLevel } from "../../effective/inheritance-level";
import { renderPolicy } from "../../effective/merged-node";
import { inheritanceLevels } from "../../organization/inheritance-levels";
import type { Organization } from "../../organization/organization";
import { canonicalJson, isJsonObject, setOwn } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";

/** What AWS published shows of attachment orders that were not known. */
export interface OrderSettlement {
  /** Targets for which one order alone explains what was published: its policies, oldest first. */
  readonly settled: ReadonlyMap<string, readonly string[]>;
  /** Targets for which several orders explain it: one of them, that of the file if it is among them. */
  readonly open: ReadonlyMap<string, readonly string[]>;
  /** Accounts whose published document some order explains, and the order in the file does not. */
  readonly explained: ReadonlySet<string>;
  /** Targets with more orders than were tried. */
  readonly notTried: readonly string[];
}

/** Orders tried of one target, and of all targets above one account together. */
const MAX_ORDERS = 720;
const MAX_COMBINATIONS = 20_000;

/**
 * Finds the attachment orders that explain what AWS published. Accounts that no order explains say
 * nothing about the order: something else is the matter with them.
 *
 * @param published valid effective documents by account
 * @param which `all` doubts the orders that are said to be known, too
 */
export function settleOrders(
  organization: Organization,
  published: ReadonlyMap<string, JsonObject>,
  which: "unknown" | "all" = "unknown",
): OrderSettlement {
  const search = new OrderSearch(organization, which);
  const observations = distinctObservations(organization, published, which);
  // What one account rules out narrows the search for the others.
  for (let before = -1; before !== search.remaining;) {
    before = search.remaining;
    observations.forEach((observation) => {
      search.observe(observation);
    });
  }
  return search.result(observations);
}

interface Observation {
  readonly accountIds: string[];
  readonly levels: readonly InheritanceLevel[];
  /** Canonical text with folded names. */
  readonly document: string;
  /** Whether the order that the file has gives another document. */
  differs: boolean;
  isExplained: boolean;
}

function distinctObservations(
  organization: Organization,
  published: ReadonlyMap<string, JsonObject>,
  which: "unknown" | "all",
): readonly Observation[] {
  const byKey = new Map<string, Observation>();
  for (const [accountId, policy] of published) {
    const levels = inheritanceLevels(organization, accountId);
    if (!levels.some(({ order, policies }) => isDoubted(order, policies.length, which))) {
      continue;
    }
    const document = canonicalJson(folded(policy));
    const key = `${levels.map(({ targetId }) => targetId).join(" ")}\n${document}`;
    const known = byKey.get(key);
    if (known === undefined) {
      const differs = documentOf(levels) !== document;
      byKey.set(key, { accountIds: [accountId], levels, document, differs, isExplained: false });
    } else {
      known.accountIds.push(accountId);
    }
  }
  return [...byKey.values()];
}

class OrderSearch {
  private readonly candidates = new Map<string, readonly (readonly string[])[]>();
  private readonly written = new Map<string, string>();
  private readonly observed = new Set<string>();
  /** Targets with more orders than are tried. */
  private readonly untried = new Set<string>();
  /** Targets above accounts for which too many orders are possible together. */
  private readonly tooMany = new Set<string>();

  constructor(organization: Organization, which: "unknown" | "all") {
    for (const { targetId, policyIds, order } of organization.attachments) {
      if (isDoubted(order, policyIds.length, which)) {
        const orders = ordersOf(policyIds);
        if (orders === undefined) {
          this.untried.add(targetId);
        } else {
          this.candidates.set(targetId, orders);
          this.written.set(targetId, policyIds.join());
        }
      }
    }
  }

  get remaining(): number {
    return [...this.candidates.values()].reduce((sum, orders) => sum + orders.length, 0);
  }

  observe(observation: Observation): void {
    const open = observation.levels.filter((level) => this.candidates.has(level.targetId));
    const combinations = open.reduce(
      (product, { targetId }) => product * (this.candidates.get(targetId)?.length ?? 1),
      1,
    );
    // Beside a target whose orders are not tried, any order of the others may be right.
    const isBesideUntried = observation.levels.some(({ targetId }) => this.untried.has(targetId));
    if (combinations > MAX_COMBINATIONS || isBesideUntried) {
      open.forEach(({ targetId }) => this.tooMany.add(targetId));
      return;
    }
    const surviving = new Map<string, Set<string>>(open.map(({ targetId }) => [targetId, new Set()]));
    this.tryAll(observation, open, new Map(), surviving);
    observation.isExplained = [...surviving.values()].every(({ size }) => size > 0);
    if (observation.isExplained) {
      for (const [targetId, orders] of surviving) {
        const kept = (this.candidates.get(targetId) ?? []).filter((order) => orders.has(order.join()));
        this.candidates.set(targetId, kept);
        this.observed.add(targetId);
      }
    }
  }

  result(observations: readonly Observation[]): OrderSettlement {
    const settled = new Map<string, readonly string[]>();
    const open = new Map<string, readonly string[]>();
    for (const targetId of this.observed) {
      const orders = this.candidates.get(targetId) ?? [];
      const order = orders.find((each) => each.join() === this.written.get(targetId)) ?? orders[0];
      if (order !== undefined) {
        (orders.length === 1 ? settled : open).set(targetId, order);
      }
    }
    const explained = observations.filter(({ differs, isExplained }) => differs && isExplained);
    const notTried = [...this.untried, ...this.tooMany].filter((targetId) => !this.observed.has(targetId));
    return {
      settled,
      open,
      explained: new Set(explained.flatMap(({ accountIds }) => accountIds)),
      notTried: [...new Set(notTried)],
    };
  }

  private tryAll(
    observation: Observation,
    [level, ...rest]: readonly InheritanceLevel[],
    chosen: ReadonlyMap<string, readonly string[]>,
    surviving: ReadonlyMap<string, Set<string>>,
  ): void {
    if (level !== undefined) {
      for (const order of this.candidates.get(level.targetId) ?? []) {
        this.tryAll(observation, rest, new Map([...chosen, [level.targetId, order]]), surviving);
      }
      return;
    }
    const levels = observation.levels.map((each) => inOrder(each, chosen.get(each.targetId)));
    if (documentOf(levels) === observation.document) {
      chosen.forEach((order, targetId) => surviving.get(targetId)?.add(order.join()));
    }
  }
}

function isDoubted(order: AttachmentOrder, policies: number, which: "unknown" | "all"): boolean {
  return policies > 1 && (which === "all" || order === "unknown");
}

function inOrder(level: InheritanceLevel, order: readonly string[] | undefined): InheritanceLevel {
  if (order === undefined) {
    return { ...level, order: "known" };
  }
  const policies = order.flatMap((id): readonly FragmentNode[] =>
    level.policies.filter(({ policyId }) => policyId === id),
  );
  return { ...level, policies, order: "known" };
}

function documentOf(levels: readonly InheritanceLevel[]): string {
  const known = levels.map((level): InheritanceLevel => ({ ...level, order: "known" }));
  return canonicalJson(renderPolicy(mergeLevels(known)));
}

/** Undefined if there are too many. */
function ordersOf(policyIds: readonly string[]): readonly (readonly string[])[] | undefined {
  let orders: readonly (readonly string[])[] = [[]];
  for (const id of policyIds) {
    orders = orders.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, place) => order.toSpliced(place, 0, id)),
    );
    if (orders.length > MAX_ORDERS) {
      return undefined;
    }
  }
  return orders;
}

/** Names in lower case, as the merge has them: whether AWS folds names of plans is no matter of order. */
export function folded(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) {
    return value;
  }
  const copy: Record<string, JsonValue> = {};
  Object.keys(value).forEach((key) => {
    setOwn(copy, key.toLowerCase(), folded(value[key] ?? null));
  });
  return copy;
}
