import { getOrAdd } from "../../text/get-or-add";
import { objectOf, textsOf } from "../../text/json";
import type { JsonValue } from "../../text/json";
import { referencedBlocks } from "./expression";
import { objectAt } from "./stack-json";
import type { Block, StackJson } from "./stack-json";
import { reachable } from "../../text/reachable";

/**
 * Which blocks Terraform creates before which: explicit `depends_on`, references, and the order in
 * which stacks are applied.
 */
export class DependencyGraph {
  private readonly direct: ReadonlyMap<string, readonly string[]>;

  constructor(stacks: readonly StackJson[], blocks: readonly Block[]) {
    const byStack = new Map<string, string[]>();
    for (const { stack, address } of blocks) {
      getOrAdd(byStack, stack.name, () => []).push(address);
    }
    const before = new Map(
      stacks.map(({ name }) => [
        name,
        stacksBefore(name, stacks).flatMap((earlier) => byStack.get(earlier) ?? []),
      ]),
    );
    const locals = stacks.flatMap(({ name, json }) =>
      Object.entries(objectAt(json, "locals")).map(
        ([local, value]) => [`${name}/local.${local}`, referencesIn(name, value)] as const,
      ),
    );
    const known = new Set([...blocks.map(({ address }) => address), ...locals.map(([address]) => address)]);
    this.direct = new Map([
      ...locals,
      ...blocks.map((block): readonly [string, readonly string[]] => {
        const { stack, address: self, values } = block;
        const local = [
          ...explicit(block).map((address) => `${stack.name}/${address}`),
          ...referencesIn(stack.name, values),
        ].filter((address) => known.has(address));
        const all = [...local, ...(before.get(stack.name) ?? [])];
        return [self, all.filter((address) => address !== self)];
      }),
    ]);
  }

  /**
   * Addresses among those asked for that are certainly created before a block, without those that others of them
   * wait for in turn.
   */
  nearestBefore(blocks: readonly Block[]): ReadonlyMap<string, ReadonlySet<string>> {
    const wanted = new Set(blocks.map(({ address }) => address));
    const nearest = new Map<string, ReadonlySet<string>>();
    for (const address of this.createdInOrder([...wanted])) {
      const found = new Set<string>();
      for (const earlier of this.direct.get(address) ?? []) {
        if (wanted.has(earlier)) {
          found.add(earlier);
        } else {
          nearest.get(earlier)?.forEach((further) => found.add(further));
        }
      }
      nearest.set(address, found);
    }
    return nearest;
  }

  /** All that a block waits for, directly and through others. */
  allBefore(address: string): ReadonlySet<string> {
    return reachable(this.direct.get(address) ?? [], (next) => this.direct.get(next));
  }

  /**
   * Addresses of what is created before its predecessor is destroyed: with `create_before_destroy`, and whatever
   * something of the same stack with it depends on.
   */
  createdFirst(blocks: readonly Block[]): ReadonlySet<string> {
    const wanting = blocks.filter(({ mode, values: { lifecycle } }) => {
      const [first] = [lifecycle].flat();
      return mode === "resource" && objectOf(first).create_before_destroy === true;
    });
    const found = new Set(wanting.map(({ address }) => address));
    for (const block of wanting) {
      for (const address of this.allBefore(block.address)) {
        if (address.startsWith(`${block.stack.name}/`)) {
          found.add(address);
        }
      }
    }
    return found;
  }

  /** The blocks with each one after all that it depends on; otherwise as they stand in the code. */
  sorted(blocks: readonly Block[]): readonly Block[] {
    const byAddress = new Map(blocks.map((block) => [block.address, block]));
    return this.createdInOrder([...byAddress.keys()]).flatMap((address) => byAddress.get(address) ?? []);
  }

  /** These addresses and all that they wait for, each after what it waits for. A circle is cut where it is entered. */
  private createdInOrder(addresses: readonly string[]): readonly string[] {
    const created: string[] = [];
    const entered = new Set<string>();
    // Without recursion: a chain may be longer than the call stack.
    const open: { readonly address: string; readonly waitsFor: Iterator<string> }[] = [];
    const enter = (address: string): void => {
      if (!entered.has(address)) {
        entered.add(address);
        open.push({ address, waitsFor: (this.direct.get(address) ?? []).values() });
      }
    };
    for (const root of addresses) {
      enter(root);
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const next = top.waitsFor.next();
        if (next.done === true) {
          created.push(top.address);
          open.pop();
        } else {
          enter(next.value);
        }
      }
    }
    return created;
  }
}

function referencesIn(stack: string, value: JsonValue): readonly string[] {
  return referencedBlocks(value).map((address) => `${stack}/${address}`);
}

function explicit(block: Block): readonly string[] {
  return textsOf(block.values.depends_on);
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
