import type { Organization } from "../../organization/organization";
import { getOrAdd } from "../../text/get-or-add";
import type { OrderedNode, Span } from "../terraform-plan/destroy-order";
import type { DeclaredUnit } from "./declared-resources";
import type { OwnedThings } from "./owned-things";
import { taintedAddress } from "./owned-addresses";
import { placeInOrder } from "./place-in-order";
import { reachable } from "../../text/reachable";

interface Spans {
  apply?: Span;
  destroy?: Span;
}

/** What happens to the things at the addresses of a declared change, for the order of destructions. */
export class OrderedNodes {
  private readonly spans = new Map<string, Spans>();
  /** Declared addresses, and whether a replacement comes first there. */
  private readonly createsFirst: ReadonlyMap<string, boolean>;
  private readonly addressById: ReadonlyMap<string, string>;

  /** @param after what is created before each address by the code */
  constructor(
    private readonly current: Organization,
    private readonly owned: OwnedThings,
    declared: readonly Pick<DeclaredUnit, "address" | "createsFirst">[],
    private readonly after: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.createsFirst = new Map(
      declared.map(({ address, createsFirst = false }) => [address, createsFirst] as const),
    );
    this.addressById = new Map([
      ...[...owned.policies].map(([address, { id }]) => [id, address] as const),
      ...[...owned.units].map(([address, id]) => [id, address] as const),
      ...[...owned.accounts].map(([address, { id }]) => [id, address] as const),
    ]);
  }

  appliedBy(address: string, step: string): void {
    const spans = getOrAdd(this.spans, address, (): Spans => ({}));
    spans.apply = { first: spans.apply?.first ?? step, last: step };
  }

  destroyedBy(address: string, step: string): void {
    getOrAdd(this.spans, address, (): Spans => ({})).destroy = { first: step, last: step };
  }

  /** Whether a state shows what a thing depends on. */
  isStored(address: string): boolean {
    return this.owned.stored.has(address);
  }

  all(): readonly OrderedNode[] {
    return [...this.spans].map(([address, spans]) => {
      const place = placeInOrder(address);
      const isDeposed = address !== place.key && address !== taintedAddress(place.key);
      const endsLast = isDeposed ? undefined : this.createsFirst.get(place.key);
      return {
        ...place,
        ...spans,
        endsLast: endsLast ?? this.owned.stored.get(address)?.endsLast === true,
        stateDependencies: this.dependencies(address),
      };
    });
  }

  /** A refresh adds what the code says to what the state has; without a state it is what the thing names. */
  private dependencies(declared: string): readonly string[] {
    const tainted = taintedAddress(declared);
    const address = this.owned.stored.has(tainted) ? tainted : declared;
    const exists = [this.owned.policies, this.owned.attachments, this.owned.units, this.owned.accounts].some(
      (owned) => owned.has(address),
    );
    return exists
      ? [...(this.owned.stored.get(address)?.dependsOn ?? this.named(address)), ...this.inCode(declared)]
      : [];
  }

  private named(address: string): readonly string[] {
    const { attachments, units, accounts } = this.owned;
    const { policyId, targetId } = attachments.get(address) ?? {};
    const parent = this.current.target(units.get(address) ?? accounts.get(address)?.id ?? "")?.parentId;
    return [policyId, targetId, parent].flatMap((id) => {
      const other = this.addressById.get(id ?? "");
      return other === undefined ? [] : [placeInOrder(other).block];
    });
  }

  private inCode(address: string): ReadonlySet<string> {
    const before = reachable(this.after.get(address) ?? [], (next) => this.after.get(next));
    return new Set([...before].map((each) => placeInOrder(each).block));
  }
}
