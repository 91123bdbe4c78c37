import { withoutBackup } from "../jobs/resource-jobs";
import type { AccountTypeJobs, BackupCounts, ResourceJobsReport } from "../jobs/resource-jobs";
import { counted } from "../text/counted";
import { grouped } from "../text/grouped";

const WORDS: readonly (readonly [keyof BackupCounts, string])[] = [
  ["completed", "backed up"],
  ["failed", "with failed jobs only"],
  ["none", "without the job that was due"],
  ["partial", "backed up in part"],
  ["unfinished", "with a job under way"],
  ["not-due", "with no backup due"],
  ["not-read", "whose jobs could not be read"],
];

/** What policies select beside what jobs have backed up, in sentences without a full stop. */
export function resourceJobsWords({ summary }: ResourceJobsReport): readonly string[] {
  const { selected, unselectedBackedUp, notKnown, notInInventory } = summary;
  const total = Object.values(selected).reduce((sum, count) => sum + count, 0);
  const parts = WORDS.flatMap(([state, words]) =>
    selected[state] === 0 ? [] : [`${grouped(selected[state])} ${words}`],
  );
  return [
    `${counted(total, "resource")} selected${parts.length === 0 ? "" : `: ${parts.join(", ")}`}`,
    ...(unselectedBackedUp === 0
      ? []
      : [`${counted(unselectedBackedUp, "resource")} backed up, and not selected by any backup policy`]),
    ...(notKnown === 0
      ? []
      : [`${counted(notKnown, "resource")} of which it is not known whether a policy selects`]),
    ...(notInInventory === 0
      ? []
      : [`${counted(notInInventory, "resource")} backed up that the inventory does not list`]),
  ];
}

export const RESOURCE_JOBS_HEADS = [
  "account",
  "type",
  "selected",
  "backed up",
  "failed",
  "no job",
  "other",
  "not selected, backed up",
] as const;

/** The rows with something to say: those without a backup, and those backed up without a selection. */
export function openRows({ accountTypes }: ResourceJobsReport): readonly AccountTypeJobs[] {
  return accountTypes.filter(
    ({ selected, unselectedBackedUp }) => withoutBackup(selected) > 0 || unselectedBackedUp > 0,
  );
}

export function rowCells(
  { accountId, typeName, selected, unselectedBackedUp }: AccountTypeJobs,
  nameOf: (accountId: string) => string,
): readonly string[] {
  const { completed, failed, partial, none } = selected;
  const total = Object.values(selected).reduce((sum, count) => sum + count, 0);
  return [
    accountId === undefined ? "not known" : nameOf(accountId),
    typeName,
    ...[total, completed, failed + partial, none, total - completed - failed - partial - none].map(grouped),
    grouped(unselectedBackedUp),
  ];
}
