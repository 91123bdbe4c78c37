import type { JsonValue } from "../../text/json";
import { referencedBlocks } from "./expression";
import { addressOf, objectAt } from "./stack-json";
import type { Block, StackJson } from "./stack-json";

/**
 * Which blocks Terraform creates before which: explicit `depends_on`, references, and the order in
 * which stacks are applied.
 */
export class DependencyGraph {
  private readonly direct: ReadonlyMap<string, readonly string[]>;
  private readonly transitive = new Map<string, ReadonlySet<string>>();

  constructor(stacks: readonly StackJson[], blocks: readonly Block[]) {
    const byStack = new Map<string, readonly string[]>(
      stacks.map(({ name }) => [name, blocks.filter(({ stack }) => stack.name === name).map(addressOf)]),
    );
    const locals = stacks.flatMap(({ name, json }) =>
      Object.entries(objectAt(json, "locals")).map(
        ([local, value]) => [`${name}/local.${local}`, referencesIn(name, value)] as const,
      ),
    );
    const known = new Set([...blocks.map(addressOf), ...locals.map(([address]) => address)]);
    this.direct = new Map([
      ...locals,
      ...blocks.map((block): readonly [string, readonly string[]] => {
        const local = [
          ...explicit(block).map((address) => `${block.stack.name}/${address}`),
          ...referencesIn(block.stack.name, block.values),
        ];
        const earlierStacks = stacksBefore(block.stack.name, stacks).flatMap(
          (name) => byStack.get(name) ?? [],
        );
        const self = addressOf(block);
        return [
          self,
          [...local, ...earlierStacks].filter((address) => known.has(address) && address !== self),
        ];
      }),
    ]);
  }

  /** Addresses of everything that exists before this block is created. */
  before(block: Block): ReadonlySet<string> {
    return this.reachable(addressOf(block));
  }

  /** The blocks with each one after all that it depends on; otherwise as they stand in the code. */
  sorted(blocks: readonly Block[]): readonly Block[] {
    const sorted: Block[] = [];
    const placed = new Set<string>();
    const byAddress = new Map(blocks.map((block) => [addressOf(block), block]));
    const place = (block: Block): void => {
      const address = addressOf(block);
      if (!placed.has(address)) {
        placed.add(address);
        for (const earlier of this.before(block)) {
          const needed = byAddress.get(earlier);
          if (needed !== undefined) {
            place(needed);
          }
        }
        sorted.push(block);
      }
    };
    blocks.forEach(place);
    return sorted;
  }

  private reachable(address: string): ReadonlySet<string> {
    const known = this.transitive.get(address);
    if (known !== undefined) {
      return known;
    }
    const found = new Set<string>();
    const open = [...(this.direct.get(address) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!found.has(next)) {
        found.add(next);
        const onward = this.transitive.get(next) ?? this.direct.get(next) ?? [];
        open.push(...onward);
      }
    }
    this.transitive.set(address, found);
    return found;
  }
}

function referencesIn(stack: string, value: JsonValue): readonly string[] {
  return referencedBlocks(value).map((address) => `${stack}/${address}`);
}

function explicit(block: Block): readonly string[] {
  const { depends_on: dependsOn } = block.values;
  return Array.isArray(dependsOn) ? (dependsOn as readonly JsonValue[]).map(String) : [];
}

function stacksBefore(name: string, stacks: readonly StackJson[]): readonly string[] {
  const found = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const dependency of stacks.find((stack) => stack.name === next)?.dependencies ?? []) {
      if (!found.has(dependency)) {
        found.add(dependency);
        open.push(dependency);
      }
    }
  }
  return [...found];
}
