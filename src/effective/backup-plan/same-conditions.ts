import { compareText } from "../../text/compare-text";
import type { BackupSelection } from "./backup-selection";

/** Whether two selections demand the same of resources; the names of conditions have no meaning. */
export function sameConditions(first: BackupSelection, second: BackupSelection): boolean {
  return demandsOf(first) === demandsOf(second);
}

function demandsOf({ conditions }: BackupSelection): string {
  return JSON.stringify(
    conditions
      .map(({ operator, key, value }) => JSON.stringify([operator, key ?? null, value ?? null]))
      .sort(compareText),
  );
}
