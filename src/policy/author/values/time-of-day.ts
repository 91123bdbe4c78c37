type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Hour = `${"0" | "1"}${Digit}` | `2${"0" | "1" | "2" | "3"}`;
type Minute = `${"0" | "1" | "2" | "3" | "4" | "5"}${Digit}`;

/** A time in UTC as `HH:MM`, from `00:00` to `23:59`. */
export type TimeOfDay = `${Hour}:${Minute}`;

/** The minute and hour fields of a schedule; anything but a time is kept as it is, for the validation to name. */
export function cronFieldsOf(time: TimeOfDay): { readonly minute: string; readonly hour: string } {
  const [hour = "", minute = ""] = time.split(":");
  return { minute: withoutLeadingZero(minute), hour: withoutLeadingZero(hour) };
}

function withoutLeadingZero(field: string): string {
  return /^0\d$/.test(field) ? field.slice(1) : field;
}
