import type { Organization } from "../organization/organization";
import { forPage } from "./for-page";
import type { Mark, NodeRanges, PageNodes } from "./page-model";
import { addAll } from "../text/add-all";

interface Node {
  readonly id: string;
  readonly name: string;
  readonly parent: number;
  readonly account: boolean;
  readonly state: string | undefined;
}

/**
 * The tree of a page: the organization as it will be, depth first, OUs before accounts; accounts that leave
 * it stand where they were, or below the root where their OU leaves too.
 */
export class PageTree {
  private readonly nodes: Node[] = [];
  private readonly indexes = new Map<string, number>();

  constructor(before: Organization, after: Organization) {
    const leaving = new Map<string, string[]>();
    for (const { id, parentId } of before.accounts) {
      if (after.account(id) === undefined) {
        const parent = after.target(parentId) === undefined ? after.root.id : parentId;
        leaving.set(parent, [...(leaving.get(parent) ?? []), id]);
      }
    }
    const open = [{ id: after.root.id, parent: -1 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { id, parent } = next;
      const account = after.account(id) ?? before.account(id);
      const index = this.nodes.length;
      this.indexes.set(id, index);
      this.nodes.push({
        id,
        parent,
        name: after.target(id)?.name ?? account?.name ?? id,
        account: account !== undefined,
        state: account?.state,
      });
      const children = [...after.children(id), ...(leaving.get(id) ?? [])];
      addAll(open, children.map((child) => ({ id: child, parent: index })).reverse());
    }
  }

  /** By node: the id of an account; undefined for the root and OUs. */
  accounts(): readonly (string | undefined)[] {
    return this.nodes.map(({ id, account }) => (account ? id : undefined));
  }

  /** The id of a node; undefined if there is none. */
  idOf(node: number): string | undefined {
    return this.nodes[node]?.id;
  }

  columns(markOf: (accountId: string) => Mark): PageNodes {
    return {
      names: this.nodes.map(({ name }) => forPage(name, 200)),
      ids: this.nodes.map(({ id }) => forPage(id, 100)),
      parents: this.nodes.map(({ parent }) => parent),
      marks: this.nodes.map(({ id, account }) => (account ? markOf(id) : null)),
      states: this.nodes.flatMap(({ state }, index) =>
        state === undefined || state === "ACTIVE" ? [] : [[index, state] as const],
      ),
    };
  }

  /** Neighbours as one range: accounts of one OU mostly share what happens to them. */
  ranges(accountIds: readonly string[]): NodeRanges {
    const sorted = accountIds
      .flatMap((id) => this.indexes.get(id) ?? [])
      .sort((first, second) => first - second);
    const ranges: [number, number][] = [];
    for (const index of sorted) {
      const last = ranges.at(-1);
      if (last !== undefined && index <= last[1] + 1) {
        last[1] = index;
      } else {
        ranges.push([index, index]);
      }
    }
    return ranges;
  }
}
