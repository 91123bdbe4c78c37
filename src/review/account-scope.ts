import type { Organization } from "../organization/organization";
import { getOrAdd } from "../text/get-or-add";
import { grouped } from "../text/grouped";
import { once } from "../text/once";
import { addAll } from "../text/add-all";

/** More exceptions than this are counted instead of named. */
const NAMED_EXCEPTIONS = 3;

/** More places than this no longer describe anything; the rest is counted. */
const NAMED_PARTS = 12;

/**
 * Describes accounts by the smallest set of OUs and accounts: `Root/Production/*, except orders-prod`.
 *
 * @param accountIds accounts of the organization; others are named by their id
 */
export function describeAccounts(organization: Organization, accountIds: readonly string[]): string {
  const strangers: string[] = [];
  const byParent = new Map<string, string[]>();
  const accounts = new Set(accountIds);
  for (const id of accounts) {
    const account = organization.account(id);
    if (account === undefined) {
      strangers.push(id);
    } else {
      getOrAdd(byParent, account.parentId, () => []).push(id);
    }
  }
  const { parts } = new Scope(organization, accounts, byParent).cover(organization.root.id);
  const all = [...parts, ...strangers];
  const rest = all.length - NAMED_PARTS;
  return rest > 1 ? `${all.slice(0, NAMED_PARTS).join("; ")}; and ${rest} more places` : all.join("; ");
}

/** How many accounts stand at and below each OU, given those directly in it. */
function countsUpwards(
  organization: Organization,
  byParent: ReadonlyMap<string, readonly unknown[]>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [parentId, { length }] of byParent) {
    for (let id: string | undefined = parentId; id !== undefined; id = organization.target(id)?.parentId) {
      counts.set(id, (counts.get(id) ?? 0) + length);
    }
  }
  return counts;
}

interface Cover {
  readonly parts: readonly string[];
  /** How many OUs and accounts the description names. */
  readonly size: number;
}

const nothing: Cover = { parts: [], size: 0 };

class Scope {
  /** Chosen accounts at and below each OU. */
  private readonly chosen: ReadonlyMap<string, number>;
  /** The children of each OU with chosen accounts at or below them. */
  private readonly parts = once(() => this.chosenByParent());

  /** @param byParent the chosen accounts in each OU */
  constructor(
    private readonly organization: Organization,
    private readonly accounts: ReadonlySet<string>,
    private readonly byParent: ReadonlyMap<string, readonly string[]>,
  ) {
    this.chosen = countsUpwards(organization, byParent);
  }

  /** The smallest description of the chosen accounts below a target: the whole of it less some, or its parts. */
  cover(id: string): Cover {
    const chosen = this.chosenBelow(id);
    if (chosen === 0) {
      return nothing;
    }
    const { organization } = this;
    if (organization.account(id) !== undefined) {
      return { parts: [organization.path(id)], size: 1 };
    }
    if (chosen > 1 && chosen === this.totalBelow(id)) {
      return { parts: [`${organization.path(id)}/*`], size: 1 };
    }
    const byPart = joined(this.chosenChildren(id).map((child) => this.cover(child)));
    const missing = chosen > 1 ? this.missing(id, byPart.size - 1) : undefined;
    return missing === undefined
      ? byPart
      : {
          parts: [`${organization.path(id)}/*, except ${this.exceptions(id, missing)}`],
          size: missing.length + 1,
        };
  }

  /** The largest targets below with no chosen account at all, if there are fewer than so many. */
  private missing(id: string, fewerThan: number): readonly string[] | undefined {
    if (fewerThan <= 0) {
      return undefined;
    }
    const found: string[] = [];
    const open = [...this.organization.children(id)].reverse();
    for (let child = open.pop(); child !== undefined; child = open.pop()) {
      const [chosen, total] = [this.chosenBelow(child), this.totalBelow(child)];
      if (chosen === 0 && total > 0) {
        found.push(child);
        if (found.length >= fewerThan) {
          return undefined;
        }
      } else if (chosen < total) {
        addAll(open, [...this.organization.children(child)].reverse());
      }
    }
    return found;
  }

  /** Few of the thousands of children that an OU may have. */
  private chosenChildren(id: string): readonly string[] {
    const places = getOrAdd(knownPlaces, this.organization, () => targetPlaces(this.organization));
    const placeOf = (child: string): number => places.get(child) ?? 0;
    return [...(this.parts().get(id) ?? [])].sort((first, second) => placeOf(first) - placeOf(second));
  }

  private chosenByParent(): ReadonlyMap<string, readonly string[]> {
    const parts = new Map([...this.byParent].map(([id, accounts]) => [id, [...accounts]]));
    for (const id of this.chosen.keys()) {
      const parentId = this.organization.target(id)?.parentId;
      if (parentId !== undefined) {
        getOrAdd(parts, parentId, () => []).push(id);
      }
    }
    return parts;
  }

  private chosenBelow(id: string): number {
    return this.chosen.get(id) ?? Number(this.accounts.has(id));
  }

  private totalBelow(id: string): number {
    return accountsBelow(this.organization).get(id) ?? Number(this.organization.account(id) !== undefined);
  }

  private exceptions(id: string, missing: readonly string[]): string {
    const { organization } = this;
    if (missing.length > NAMED_EXCEPTIONS) {
      const accounts = this.totalBelow(id) - this.chosenBelow(id);
      return `${grouped(accounts)} accounts`;
    }
    return missing
      .map((target) => {
        // Names from the OU down: an OU of the same name may stand elsewhere.
        const path = organization.path(target).slice(organization.path(id).length + 1);
        return organization.account(target) === undefined ? `${path}/*` : path;
      })
      .join(", ");
  }
}

function joined(covers: readonly Cover[]): Cover {
  return {
    parts: covers.flatMap(({ parts }) => parts),
    size: covers.reduce((sum, { size }) => sum + size, 0),
  };
}

const knownPlaces = new WeakMap<Organization, ReadonlyMap<string, number>>();

/** OUs before accounts, as among the children of an OU. */
function targetPlaces({ organizationalUnits, accounts }: Organization): ReadonlyMap<string, number> {
  return new Map([...organizationalUnits, ...accounts].map(({ id }, place) => [id, place]));
}

const knownTotals = new WeakMap<Organization, ReadonlyMap<string, number>>();

/** Accounts at and below each OU; counted once for an organization, which is immutable. */
function accountsBelow(organization: Organization): ReadonlyMap<string, number> {
  let totals = knownTotals.get(organization);
  if (totals === undefined) {
    const byParent = new Map<string, unknown[]>();
    for (const account of organization.accounts) {
      getOrAdd(byParent, account.parentId, () => []).push(account);
    }
    totals = countsUpwards(organization, byParent);
    knownTotals.set(organization, totals);
  }
  return totals;
}
