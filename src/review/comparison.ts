import type { EffectivePolicy } from "../effective/effective-policy";
import { traceProvenance } from "../effective/provenance";
import type { Provenance } from "../effective/provenance";
import { levelsOf } from "../organization/effective-policies";
import type { EffectivePolicies } from "../organization/effective-policies";
import { differences } from "./edit";
import type { Edit } from "./edit";
import { responsiblePolicies } from "./responsible-policies";

/** The accounts that go from one effective policy to another: the same two results for all of them. */
export interface Transition {
  readonly accounts: readonly string[];
  /** Undefined where the accounts are new. */
  readonly before: EffectivePolicy | undefined;
  /** Undefined where the accounts are gone. */
  readonly after: EffectivePolicy | undefined;
  readonly edits: readonly Edit[];
  /** How the policies came about, traced when first asked for. */
  readonly provenance: { before(): Provenance; after(): Provenance };
}

/** All accounts of both organizations by distinct pair of results, in the order of the later organization. */
export function transitions(before: EffectivePolicies, after: EffectivePolicies): readonly Transition[] {
  const pairs = new Map<EffectivePolicy | undefined, Map<EffectivePolicy | undefined, string[]>>();
  const ids = new Set([...after.organization.accounts, ...before.organization.accounts].map(({ id }) => id));
  for (const id of ids) {
    const first = before.of(id);
    const second = after.of(id);
    const group = pairs.get(first) ?? new Map<EffectivePolicy | undefined, string[]>();
    pairs.set(first, group);
    const accounts = group.get(second);
    if (accounts === undefined) {
      group.set(second, [id]);
    } else {
      accounts.push(id);
    }
  }
  return [...pairs].flatMap(([first, group]) =>
    [...group].map(([second, accounts]) => transition(before, after, first, second, accounts)),
  );
}

function transition(
  beforeAll: EffectivePolicies,
  afterAll: EffectivePolicies,
  before: EffectivePolicy | undefined,
  after: EffectivePolicy | undefined,
  accounts: readonly string[],
): Transition {
  const [representative = ""] = accounts;
  const provenance = {
    before: once(() => traceProvenance(levelsOf(beforeAll.organization, representative))),
    after: once(() => traceProvenance(levelsOf(afterAll.organization, representative))),
  };
  const found = differences(before?.policy ?? {}, after?.policy ?? {});
  const edits = found.map((difference) => {
    const side = difference.after === undefined ? provenance.before() : provenance.after();
    return { ...difference, policies: responsiblePolicies(side.events.get(difference.path) ?? []) };
  });
  return { accounts, before, after, edits, provenance };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
