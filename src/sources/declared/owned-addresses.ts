import { withoutIndexes } from "../../change/ownership";
import type { StateResource } from "../terraform-plan/plan-resource";
import type { DeclaredResources } from "./declared-resources";

/** The addresses that the code has for what Terraform manages. */
export class OwnedAddresses {
  private readonly declaredAddresses: ReadonlySet<string>;
  private readonly openBlocks: ReadonlyMap<string, string>;

  /** @param openBlocks what decides the instances of blocks of which only apply knows them */
  constructor(
    private readonly code: Pick<DeclaredResources, "moved" | "forgotten" | "modules">,
    declaredAddresses: Iterable<string>,
    openBlocks: Iterable<readonly [string, string]>,
  ) {
    this.declaredAddresses = new Set(declaredAddresses);
    this.openBlocks = new Map(openBlocks);
  }

  isDeclared(address: string): boolean {
    return this.declaredAddresses.has(address);
  }

  /** What decides whether the code still has an address; undefined if the code shows it. */
  decidedBy(address: string): string | undefined {
    const block = withoutIndexes(address);
    const { modules = new Set<string>() } = this.code;
    return this.openBlocks.get(block) ?? [...modules].find((module) => block.startsWith(`${module}.`));
  }

  /**
   * What Terraform manages, where `moved` blocks put it and without what `removed` blocks drop.
   *
   * @param imported what `import` blocks add
   */
  atNewAddresses<T>(
    owned: ReadonlyMap<string, T>,
    imported: readonly (readonly [string, T])[],
  ): ReadonlyMap<string, T> {
    const { forgotten = new Set<string>() } = this.code;
    const moved = new Map(
      [...owned]
        .filter(([address]) => ![...forgotten].some((from) => restBehind(address, from) !== undefined))
        .map(([address, value]) => [this.movedAddress(address), value]),
    );
    const placed = new Map(
      [...moved].map(([address, value]) => [this.implicitAddress(address, moved), value] as const),
    );
    // What is in the state is not imported again.
    return new Map([...imported, ...placed]);
  }

  private movedAddress(start: string): string {
    const { moved = new Map<string, string>() } = this.code;
    const trail = [start];
    for (let address: string | undefined = start; address !== undefined;) {
      const from: string = address;
      const [next] = [...moved].flatMap(([old, now]) => {
        const rest = restBehind(from, old);
        // `x` to `x["a"]` moves one instance; `x` to `y` moves all of them.
        const isOther = rest === undefined || (now.endsWith("]") && rest.startsWith("["));
        return isOther ? [] : [`${now}${rest}`];
      });
      address = next === undefined || trail.includes(next) ? undefined : next;
      trail.push(...(address === undefined ? [] : [address]));
    }
    return trail.at(-1) ?? start;
  }

  /** Terraform takes `x` and `x[0]` for the same when `count` is added or removed. */
  private implicitAddress(address: string, all: ReadonlyMap<string, unknown>): string {
    const other = address.endsWith("[0]") ? address.slice(0, -"[0]".length) : `${address}[0]`;
    const isGone = !this.declaredAddresses.has(address) && this.decidedBy(address) === undefined;
    return isGone && this.declaredAddresses.has(other) && !all.has(other) ? other : address;
  }
}

/** Where a state has an object that the next apply destroys, whatever the code says of its address. */
export function leavingAddress({ address, deposed, isTainted = false }: StateResource): string {
  return deposed !== undefined
    ? `${address} (deposed ${deposed})`
    : isTainted
      ? taintedAddress(address)
      : address;
}

/** Where the object of an address is if the next apply replaces it because its creation failed half way. */
export function taintedAddress(address: string): string {
  return `${address} (tainted)`;
}

/** What follows in an address behind a resource, an instance or a module; undefined if it is another one. */
function restBehind(address: string, start: string): string | undefined {
  const rest = address.startsWith(start) ? address.slice(start.length) : undefined;
  return rest !== undefined && /^(?:$|[[.]| \()/.test(rest) ? rest : undefined;
}
