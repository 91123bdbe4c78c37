import { parseTime } from "./parse-time";
import { accountsBelow } from "../jobs/job-filter";
import type { JobFilter } from "../jobs/job-filter";
import { resourceTypeNamed } from "../jobs/account-facts";
import { JOB_KINDS } from "../jobs/job";
import type { JobKind } from "../jobs/job";
import type { TimeWindow } from "../jobs/planned-runs";
import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { didYouMeanSentence } from "../text/did-you-mean";
import { accountAskedFor } from "./accounts";

/** The options that say which jobs. */
export interface JobSelectionOptions {
  readonly since: string;
  readonly until?: string;
  readonly kind?: readonly string[];
  readonly account?: readonly string[];
  readonly ou?: readonly string[];
  readonly state?: readonly string[];
  readonly resourceType?: readonly string[];
  readonly vault?: readonly string[];
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @throws OrgBackupError (`usage`) */
export function windowOf({ since, until }: JobSelectionOptions, now: Date): TimeWindow {
  const to = until === undefined ? now : timeOf("--until", until, now);
  const from = timeOf("--since", since, to);
  if (from.getTime() >= to.getTime()) {
    throw new OrgBackupError(
      "usage",
      `--since (${from.toISOString()}) has to lie before --until (${to.toISOString()}).`,
    );
  }
  return { since: from, until: to };
}

/** A time, or how long before another one. */
function timeOf(option: string, text: string, before: Date): Date {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const time =
    count === undefined || unit === undefined
      ? parseTime(text)
      : new Date(before.getTime() - Number(count) * (UNITS[unit] ?? 0));
  if (time === undefined) {
    throw new OrgBackupError(
      "usage",
      `${option} expects a time such as 2026-01-31T12:00:00Z, or 24h, 7d, 90m; found ${JSON.stringify(text)}.`,
    );
  }
  return time;
}

export function kindsOf(words: readonly string[] | undefined): readonly JobKind[] {
  return (words ?? []).map((word) => {
    const found = JOB_KINDS.find((kind) => kind === word);
    if (found === undefined) {
      throw new OrgBackupError(
        "usage",
        `--kind expects ${JOB_KINDS.join(", ")}, found ${JSON.stringify(word)}.${didYouMeanSentence(word, JOB_KINDS)}`,
      );
    }
    return found;
  });
}

/** @throws OrgBackupError (`usage`) for accounts and OUs that are not there */
export function filterOf(options: JobSelectionOptions, organization: Organization | undefined): JobFilter {
  const { account = [], ou = [] } = options;
  return {
    kinds: kindsOf(options.kind),
    states: (options.state ?? []).map((state) => state.toUpperCase()),
    resourceTypes: (options.resourceType ?? []).map(resourceTypeNamed),
    vaults: options.vault ?? [],
    accounts:
      account.length === 0 && ou.length === 0
        ? undefined
        : new Set([
            ...account.map((idOrName) => accountOf(idOrName, organization)),
            ...ou.flatMap((place) => placeOf(place, organization)),
          ]),
  };
}

export function restrictionsOf(options: JobSelectionOptions): readonly string[] {
  const words: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["kind", options.kind],
    ["account", options.account],
    ["OU", options.ou],
    ["state", options.state],
    ["resource type", options.resourceType],
    ["vault", options.vault],
  ];
  return words.flatMap(([name, values]) =>
    (values ?? []).length === 0 ? [] : [`${name} ${(values ?? []).join(" or ")}`],
  );
}

function accountOf(idOrName: string, organization: Organization | undefined): string {
  if (organization !== undefined) {
    return accountAskedFor(organization, idOrName);
  }
  if (!/^\d{12}$/.test(idOrName)) {
    throw new OrgBackupError(
      "usage",
      `${JSON.stringify(idOrName)} is no account id: names take the organization.`,
      {
        hint: "Add --org FILE or --live.",
      },
    );
  }
  return idOrName;
}

function placeOf(place: string, organization: Organization | undefined): readonly string[] {
  if (organization === undefined) {
    throw new OrgBackupError("usage", "--ou takes the organization.", { hint: "Add --org FILE or --live." });
  }
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
