import type { Organization } from "../organization/organization";
import type { Job, JobKind } from "./job";
import { addAll } from "../text/add-all";

/** What of the organization's jobs is asked for; an empty list asks for all. */
export interface JobFilter {
  readonly kinds: readonly JobKind[];
  readonly states: readonly string[];
  readonly resourceTypes: readonly string[];
  readonly vaults: readonly string[];
  /** Undefined for every account; an empty set for none. */
  readonly accounts: ReadonlySet<string> | undefined;
}

export const EVERY_JOB: JobFilter = {
  kinds: [],
  states: [],
  resourceTypes: [],
  vaults: [],
  accounts: undefined,
};

/** Whether a job is asked for; resource types and states are compared ignoring case. */
export function isAskedFor(job: Job, filter: JobFilter): boolean {
  return (
    holds(filter.kinds, job.kind) &&
    holds(filter.states, job.state) &&
    holds(filter.resourceTypes, job.resourceType) &&
    (filter.vaults.length === 0 || filter.vaults.includes(job.vault)) &&
    filter.accounts?.has(job.accountId) !== false
  );
}

function holds(asked: readonly string[], value: string): boolean {
  return asked.length === 0 || asked.some((word) => word.toLowerCase() === value.toLowerCase());
}

/**
 * The accounts at or below an OU, by its path of names (`Root/Production`, a trailing `/*` may stand) or its
 * id; undefined if there is no such place.
 */
export function accountsBelow(organization: Organization, place: string): readonly string[] | undefined {
  const path = place.replace(/\/\*?$/, "");
  const top = [organization.root, ...organization.organizationalUnits, ...organization.accounts].find(
    ({ id }) => id === path || organization.path(id) === path,
  );
  if (top === undefined) {
    return undefined;
  }
  const found: string[] = [];
  const open: string[] = [top.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (organization.account(id) !== undefined) {
      found.push(id);
    }
    addAll(open, organization.children(id));
  }
  return found.sort();
}
