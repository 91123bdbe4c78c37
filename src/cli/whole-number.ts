import { OrgBackupError } from "../org-backup-error";

/** @throws OrgBackupError (`usage`) where an option is no whole number within its bounds */
export function wholeNumberOf(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most)) {
    throw new OrgBackupError(
      "usage",
      `${option} expects a whole number from ${least} to ${most}, found ${JSON.stringify(text)}.`,
    );
  }
  return number;
}
