import { optInNamed } from "../capabilities/opt-in";
import { JOB_STATES } from "../jobs/job";
import type { JobKind } from "../jobs/job";
import { accountsBelow } from "../jobs/job-filter";
import type { JobFilter } from "../jobs/job-filter";
import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { meantOptIn } from "../sources/check-opt-in";
import { didYouMeanSentence } from "../text/did-you-mean";
import { accountsNamed, wordsOf } from "./accounts";

/** Which jobs to report; everything that is undefined or empty means all. */
export interface JobSelection {
  readonly kinds?: readonly JobKind[] | undefined;
  /** Ids or names. */
  readonly accounts?: readonly string[] | undefined;
  /** Ids, or names from the root down. */
  readonly organizationalUnits?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly resourceTypes?: readonly string[] | undefined;
  readonly vaults?: readonly string[] | undefined;
}

/** @throws OrgBackupError (`usage`) for accounts, OUs, states and types that do not exist */
export function jobFilterOf(selection: JobSelection, organization: Organization | undefined): JobFilter {
  const accounts = selection.accounts ?? [];
  const units = selection.organizationalUnits ?? [];
  return {
    kinds: selection.kinds ?? [],
    states: (selection.states ?? []).map(stateOf),
    resourceTypes: (selection.resourceTypes ?? []).map(resourceTypeOf),
    vaults: selection.vaults ?? [],
    accounts:
      accounts.length === 0 && units.length === 0
        ? undefined
        : new Set([
            ...accounts.flatMap((words) => accountsOf(words, organization)),
            ...units.flatMap((words) => unitsOf(words, organization)),
          ]),
  };
}

/** A misspelt state would select no job at all, as if none had failed. */
function stateOf(word: string): string {
  const state = word.toUpperCase();
  if (!JOB_STATES.includes(state)) {
    const meant = didYouMeanSentence(state, JOB_STATES);
    throw new OrgBackupError("usage", `There is no job state ${JSON.stringify(word)}.${meant}`, {
      hint: `The states are ${JOB_STATES.join(", ")}.`,
    });
  }
  return state;
}

/** The same of a resource type that is near to one that AWS Backup has. */
function resourceTypeOf(word: string): string {
  const type = optInNamed(word);
  const meant = meantOptIn(type);
  if (meant !== undefined) {
    const message = `AWS Backup has no resource type ${JSON.stringify(word)}. Did you mean ${JSON.stringify(meant)}?`;
    throw new OrgBackupError("usage", message);
  }
  return type;
}

/** What restricts the jobs, in words. */
export function restrictionsOf(selection: JobSelection): readonly string[] {
  const words: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["kind", selection.kinds],
    ["account", selection.accounts],
    ["OU", selection.organizationalUnits],
    ["state", selection.states],
    ["resource type", selection.resourceTypes],
    ["vault", selection.vaults],
  ];
  return words.flatMap(([name, values]) =>
    (values ?? []).length === 0 ? [] : [`${name} ${(values ?? []).join(" or ")}`],
  );
}

/** Names need the organization; without one, only ids are known. */
function accountsOf(words: string, organization: Organization | undefined): readonly string[] {
  if (organization !== undefined) {
    return accountsNamed(organization, words);
  }
  return wordsOf(words).map((word) => {
    if (!/^\d{12}$/.test(word)) {
      throw new OrgBackupError(
        "usage",
        `${JSON.stringify(word)} is not an account id, and names need the organization.`,
        {
          hint: "Add --org FILE or --live.",
        },
      );
    }
    return word;
  });
}

function unitsOf(words: string, organization: Organization | undefined): readonly string[] {
  if (organization === undefined) {
    throw new OrgBackupError("usage", "--ou needs the organization.", { hint: "Add --org FILE or --live." });
  }
  // A name may contain a comma: the whole text is tried first.
  return (
    accountsBelow(organization, words) ?? wordsOf(words).flatMap((word) => accountsIn(word, organization))
  );
}

function accountsIn(place: string, organization: Organization): readonly string[] {
  const accounts = accountsBelow(organization, place);
  if (accounts === undefined) {
    const paths = [organization.root, ...organization.organizationalUnits].map(({ id }) =>
      organization.path(id),
    );
    throw new OrgBackupError(
      "usage",
      `There is no OU ${JSON.stringify(place)}.${didYouMeanSentence(place, paths)}`,
      {
        hint: `Name it by its id or its path, for example ${JSON.stringify(paths.at(-1) ?? "Root")}.`,
      },
    );
  }
  return accounts;
}
