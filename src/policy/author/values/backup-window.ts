import { PolicyValue } from "./policy-value";

/** A time within which a backup starts or completes, in minutes; made by {@link minutes} and {@link hours}. */
export class BackupWindow extends PolicyValue {
  readonly unit = "minutes";

  private constructor(readonly scalar: number) {
    super();
  }

  static ofMinutes(count: number): BackupWindow {
    return new BackupWindow(count);
  }
}

/** A window in minutes; AWS takes 60 and more. */
export function minutes(count: number): BackupWindow {
  return BackupWindow.ofMinutes(count);
}

/** A window in hours. */
export function hours(count: number): BackupWindow {
  return BackupWindow.ofMinutes(count * 60);
}
