import type { CONTINUOUS_BACKUP_DAYS } from "../../limits";
import { PolicyValue } from "./policy-value";

/** How long something is kept or waits, in whole days; made by {@link days}, {@link weeks} and {@link years}. */
export class RetentionDays<Count extends number = number> extends PolicyValue {
  readonly unit = "days";

  private constructor(readonly scalar: Count) {
    super();
  }

  static of<Count extends number>(count: Count): RetentionDays<Count> {
    return new RetentionDays(count);
  }
}

/** Days; the count stays known to the compiler, which continuous backup needs. */
export function days<const Count extends number>(count: Count): RetentionDays<Count> {
  return RetentionDays.of(count);
}

/** Weeks of 7 days. */
export function weeks(count: number): RetentionDays {
  return RetentionDays.of(count * 7);
}

/** Years of 365 days, as AWS's own samples count them. Months are not offered: they have no fixed length. */
export function years(count: number): RetentionDays {
  return RetentionDays.of(count * 365);
}

type UpTo<Last extends number, Counted extends readonly number[] = [never]> = Counted["length"] extends Last
  ? Counted[number] | Last
  : UpTo<Last, [...Counted, Counted["length"]]>;

/** The days for which AWS Backup keeps continuous backups: 1 to 35. */
export type ContinuousDays = UpTo<typeof CONTINUOUS_BACKUP_DAYS>;
