import type { JsonObject } from "../../../../src/text/json";
import type {
  EffectivePolicyError,
  EffectivePolicyFunction,
  EffectivePolicyResult,
  PolicyLevel,
} from "./effective-policy-function";

interface Entry<T> {
  /** Counts the changes of the whole organization. */
  readonly change: number;
  readonly at: number;
  readonly value: T;
}

interface PolicyVersion {
  readonly type: string;
  readonly content: JsonObject;
}

/** What AWS has published for an account. */
export interface PublishedPolicy {
  /** The last valid one; `{}` when there never was one. */
  readonly policy: object;
  readonly errors: readonly EffectivePolicyError[];
  /** When the newest evaluation happened, in milliseconds; it advances for an invalid one as well. */
  readonly evaluatedAt: number;
}

/** Enough results for every account of a large organization; beyond that the cache starts anew. */
const MAX_CACHED_RESULTS = 50_000;

/**
 * Every change that an effective policy depends on, with its time. What is published for an account is
 * worked out when it is asked for, by going back to the last valid state: so a state that no one
 * looked at still counts, and attaching a policy above ten thousand accounts costs nothing.
 */
export class Timeline {
  private change = 0;
  private inOneChange = false;
  private readonly parents = new Map<string, Entry<string>[]>();
  private readonly attachments = new Map<string, Entry<readonly string[]>[]>();
  private readonly policies = new Map<string, Entry<PolicyVersion>[]>();
  private readonly published = new Map<string, { readonly change: number; readonly policy: object }>();
  private readonly results = new Map<string, EffectivePolicyResult>();

  constructor(
    private readonly compute: EffectivePolicyFunction,
    private readonly clock: () => number,
    private readonly publicationDelay: () => number,
  ) {}

  setParent(childId: string, parentId: string): void {
    this.record(this.parents, childId, parentId);
  }

  setAttachments(targetId: string, policyIds: readonly string[]): void {
    this.record(this.attachments, targetId, [...policyIds]);
  }

  setPolicy(policyId: string, type: string, content: JsonObject): void {
    this.record(this.policies, policyId, { type, content });
  }

  /** What was published at this moment, whatever the changes so far would give. */
  setPublished(accountId: string, type: string, policy: object): void {
    this.published.set(`${type}/${accountId}`, { change: this.change, policy });
  }

  /** Records everything that `work` does as one change: nothing in between was ever published. */
  asOneChange(work: () => void): void {
    this.change += 1;
    this.inOneChange = true;
    try {
      work();
    } finally {
      this.inOneChange = false;
    }
  }

  /** What DescribeEffectivePolicy answers now. */
  publishedFor(accountId: string, type: string): PublishedPolicy {
    const newest = this.newestVisible(accountId);
    const result = this.evaluate(accountId, type, newest.change);
    if (result.errors.length === 0) {
      return { policy: result.policy, errors: [], evaluatedAt: newest.at };
    }
    return {
      policy: this.lastValid(accountId, type, newest.change),
      errors: result.errors,
      evaluatedAt: newest.at,
    };
  }

  /** The errors that withhold the newest effective policy; cheaper than {@link publishedFor}. */
  errorsOf(accountId: string, type: string): readonly EffectivePolicyError[] {
    return this.evaluate(accountId, type, this.newestVisible(accountId).change).errors;
  }

  private lastValid(accountId: string, type: string, before: number): object {
    const known = this.published.get(`${type}/${accountId}`);
    const changes = this.changesOf(accountId)
      .map((entry) => entry.change)
      .filter((change) => change < before && change > (known?.change ?? 0))
      .sort((left, right) => right - left);
    for (const change of changes) {
      const result = this.evaluate(accountId, type, change);
      if (result.errors.length === 0) {
        return result.policy;
      }
    }
    return known?.policy ?? {};
  }

  private newestVisible(accountId: string): { readonly change: number; readonly at: number } {
    const visibleUntil = this.clock() - this.publicationDelay();
    let newest = { change: 0, at: 0 };
    for (const entry of this.changesOf(accountId)) {
      if (entry.at <= visibleUntil && entry.change > newest.change) {
        newest = entry;
      }
    }
    return newest;
  }

  /** Every change that ever mattered to the account: its moves, and what happened along each path. */
  private changesOf(accountId: string): readonly Entry<unknown>[] {
    const moves = this.parents.get(accountId) ?? [];
    const targets = new Set([accountId]);
    for (const move of moves) {
      for (
        let target: string | undefined = move.value;
        target !== undefined;
        target = this.parentOf(target)
      ) {
        targets.add(target);
      }
    }
    const attachments = [...targets].flatMap((target) => this.attachments.get(target) ?? []);
    const policyIds = new Set(attachments.flatMap((entry) => entry.value));
    return [...moves, ...attachments, ...[...policyIds].flatMap((id) => this.policies.get(id) ?? [])];
  }

  private evaluate(accountId: string, type: string, change: number): EffectivePolicyResult {
    const path = [accountId];
    let parent = asOf(this.parents.get(accountId), change)?.value;
    while (parent !== undefined) {
      path.unshift(parent);
      parent = this.parentOf(parent);
    }
    let signature = type;
    const levels = path.map((targetId, index): PolicyLevel => {
      const level = index === 0 ? "root" : targetId === accountId ? "account" : "ou";
      const policies = (asOf(this.attachments.get(targetId), change)?.value ?? []).flatMap((id) => {
        const version = asOf(this.policies.get(id), change);
        if (version?.value.type !== type) {
          return [];
        }
        signature += ` ${level}${String(index)}:${id}@${String(version.change)}`;
        return [{ id, content: version.value.content }];
      });
      return { level, policies };
    });
    let result = this.results.get(signature);
    if (result === undefined) {
      result = this.compute(levels, new Date(this.clock()));
      if (this.results.size >= MAX_CACHED_RESULTS) {
        this.results.clear();
      }
      this.results.set(signature, result);
    }
    return result;
  }

  /** Of an organizational unit, which never moves; the root has none. */
  private parentOf(targetId: string): string | undefined {
    return this.parents.get(targetId)?.at(-1)?.value;
  }

  private record<T>(histories: Map<string, Entry<T>[]>, id: string, value: T): void {
    this.change += this.inOneChange ? 0 : 1;
    const entry = { change: this.change, at: this.clock(), value };
    const history = histories.get(id);
    if (history === undefined) {
      histories.set(id, [entry]);
    } else {
      history.push(entry);
    }
  }
}

function asOf<T>(history: readonly Entry<T>[] | undefined, change: number): Entry<T> | undefined {
  return history?.findLast((entry) => entry.change <= change);
}
