import { valuesOf } from "./cron-field";
import type { CronField, CronSpan } from "./cron-field";
import { quote } from "./quote";

/** A number the dialect's parser cannot hold. */
const MAX_NUMBER = 2_147_483_647;
const LARGEST_OFFSET_FROM_MONTH_END = 30;
/** Two numbers that Quartz uses for itself, and understands when they are written: `*` and `?`. */
const EVERY = 99;
const UNSPECIFIED = 98;

/** Why the dialect refuses a text, or nothing. */
type Refusal = string | undefined;

/**
 * Reads one field of a cron text, upper case, as Quartz 2.3 reads it. That parser is lax: what follows an item it
 * has understood is ignored (`MON-FRI/2`, `1-5W`, `5X`), and the marks `L`, `W` and `#` hold for the whole field
 * (`1W,15W`, `1#1,2`).
 */
export class FieldReader {
  readonly spans: CronSpan[] = [];
  /** What reads differently from how it looks, a clause each. */
  readonly remarks: string[] = [];
  /** `?` was written. */
  unspecified = false;
  /** Days before the last of the month, for `L` and `L-3` in the day-of-month field. */
  fromMonthEnd: number | undefined;
  /** `W`: Monday to Friday nearest to the day. */
  nearestWeekday = false;
  /** `2L`: the last such day of the week of the month. */
  lastOfMonth = false;
  /** `2#3`: the third such day of the week of the month. */
  nth: number | undefined;

  constructor(readonly field: CronField) {}

  /** The values read, ascending; not to be asked of the year. */
  values(): readonly number[] {
    return valuesOf(this.spans, this.field);
  }

  read(text: string): Refusal {
    const isDay = this.field.name === "day-of-month" || this.field.name === "day-of-week";
    if (isDay && text.includes("L") && text.includes(",")) {
      return this.refuse(text, "L cannot stand in a list with other days");
    }
    if (this.field.name === "day-of-week" && text.indexOf("#") !== text.lastIndexOf("#")) {
      return this.refuse(text, "only one # may be written");
    }
    for (const item of text.split(",")) {
      const refusal = item === "" ? undefined : this.readItem(item);
      if (refusal !== undefined) {
        return refusal;
      }
    }
    return undefined;
  }

  private readItem(item: string): Refusal {
    if (/^L(?:W|-\d*W?)?$/.test(item)) {
      return this.readLast(item);
    }
    const first = item.charAt(0);
    if (first >= "A" && first <= "Z") {
      return this.readName(item);
    }
    if (first >= "0" && first <= "9") {
      return this.readNumber(item);
    }
    if (first === "?") {
      return this.readUnspecified(item);
    }
    return first === "*" || first === "/"
      ? this.readAll(item)
      : this.refuse(item, "this is not a cron value");
  }

  /** `L`, `LW`, `L-3`, `L-3W`. */
  private readLast(item: string): Refusal {
    if (this.field.name === "day-of-week") {
      this.ignore(item, item.slice(1));
      return this.add(item, this.field.max);
    }
    if (this.field.name !== "day-of-month") {
      this.ignore(item, item);
      return undefined;
    }
    if (item === "L-") {
      return this.refuse(item, "a number of days must follow L-");
    }
    const offset = Number(/\d+/.exec(item)?.[0] ?? 0);
    if (offset > LARGEST_OFFSET_FROM_MONTH_END) {
      return this.refuse(item, `at most ${LARGEST_OFFSET_FROM_MONTH_END} may follow L-`);
    }
    this.fromMonthEnd = offset;
    this.nearestWeekday = item.endsWith("W");
    return undefined;
  }

  /** `JAN`, `MON-FRI`, `MON#2`, `MONL`. */
  private readName(item: string): Refusal {
    const from = this.nameAt(item, 0);
    if (from === undefined) {
      return this.refuse(item, this.unknownName());
    }
    const mark = item.charAt(3);
    if (mark === "-") {
      const to = this.nameAt(item, 4);
      if (to === undefined) {
        return this.refuse(item, this.unknownName());
      }
      this.ignore(item, item.slice(7));
      return this.add(item, from, to);
    }
    if (this.field.name === "day-of-week" && mark === "#") {
      return this.readNth(item, from, item.slice(4));
    }
    if (this.field.name === "day-of-week" && mark === "L") {
      this.lastOfMonth = true;
      this.ignore(item, item.slice(4));
    } else {
      this.ignore(item, item.slice(3));
    }
    return this.add(item, from);
  }

  private readUnspecified(item: string): Refusal {
    if (this.field.name !== "day-of-month" && this.field.name !== "day-of-week") {
      return this.refuse(item, "? may stand only for the day-of-month or the day-of-week");
    }
    if (item.length > 2) {
      return this.refuse(item, "nothing may follow ?");
    }
    this.ignore(item, item.slice(1));
    this.unspecified = true;
    return undefined;
  }

  /** `*`, `*` with a step, or a step alone. */
  private readAll(item: string): Refusal {
    const rest = item.startsWith("*") ? item.slice(1) : item;
    const { min, max, maxStep } = this.field;
    if (!rest.startsWith("/")) {
      this.ignore(item, rest);
      return this.add(item, min, max);
    }
    const step = signedNumber(rest.slice(1));
    if (step === undefined) {
      return this.refuse(item, "a whole number must follow /");
    }
    if (step > maxStep) {
      return this.refuse(item, this.largestStep());
    }
    return this.add(item, min, max, Math.max(step, 1));
  }

  /** `5`, `5-10`, `5-10/2`, `5/10`, `5L`, `5W`, `5#2`. */
  private readNumber(item: string): Refusal {
    const [digits, rest] = leadingNumber(item);
    const value = Number(digits);
    switch (rest.charAt(0)) {
      case "-":
        return this.readRange(item, value, rest.slice(1));
      case "/":
        return this.readStep(item, value, rest.slice(1));
      case "L":
        if (this.field.name !== "day-of-week" || value < 1 || value > 7) {
          return this.refuse(item, "the number before L is a day of the week, 1 (SUN) to 7 (SAT)");
        }
        this.lastOfMonth = true;
        this.ignore(item, rest.slice(1));
        return this.add(item, value);
      case "W":
        if (this.field.name !== "day-of-month" || value > this.field.max) {
          return this.refuse(item, "W follows a day of the month, 1 to 31");
        }
        this.nearestWeekday = true;
        this.ignore(item, rest.slice(1));
        this.spans.push({ from: value, to: value, step: 1 });
        return undefined;
      case "#":
        return this.field.name === "day-of-week"
          ? this.readNth(item, value, rest.slice(1))
          : this.refuse(item, "# follows a day of the week");
      default:
        this.ignore(item, rest);
        return this.add(item, value);
    }
  }

  private readRange(item: string, from: number, text: string): Refusal {
    const [digits, rest] = leadingNumber(text);
    if (digits === "") {
      return this.refuse(item, "a number must follow - (names and numbers do not mix in a range)");
    }
    if (!rest.startsWith("/")) {
      this.ignore(item, rest);
      return this.add(item, from, Number(digits));
    }
    const [step, afterStep] = leadingNumber(rest.slice(1));
    if (step === "") {
      return this.refuse(item, "a whole number must follow /");
    }
    this.ignore(item, afterStep);
    return this.add(item, from, Number(digits), Number(step));
  }

  private readStep(item: string, from: number, text: string): Refusal {
    const [step, rest] = leadingNumber(text);
    if (step === "" || (step.length === 1 && rest !== "")) {
      return this.refuse(item, "a whole number must follow /");
    }
    if (Number(step) > this.field.maxStep) {
      return this.refuse(item, this.largestStep());
    }
    this.ignore(item, rest);
    return this.add(item, from, this.field.max, Number(step));
  }

  private readNth(item: string, weekday: number, text: string): Refusal {
    const nth = signedNumber(text);
    if (nth === undefined || nth < 1 || nth > 5) {
      return this.refuse(item, "a number from 1 to 5 must follow #");
    }
    this.nth = nth;
    // The day before # is not checked; what it means is decided with the whole field.
    this.spans.push({ from: weekday, to: weekday, step: 1 });
    this.unspecified ||= weekday === UNSPECIFIED;
    return undefined;
  }

  /** Without `to` the value stands alone. */
  private add(item: string, from: number, to?: number, step = 1): Refusal {
    const { name, min, max } = this.field;
    if (from > MAX_NUMBER || (to !== undefined && to !== max && to > MAX_NUMBER) || step > MAX_NUMBER) {
      return this.refuse(item, "the number is too large");
    }
    if (from === EVERY) {
      this.remarks.push(`${EVERY} in ${quote(item)} means *`);
      return this.addRange(item, min, Math.min(to ?? max, max), Math.max(step, 1));
    }
    if (from === UNSPECIFIED && (name === "day-of-month" || name === "day-of-week")) {
      this.remarks.push(`${UNSPECIFIED} in ${quote(item)} means ?`);
      // A range that begins with it holds nothing.
      this.unspecified ||= to === undefined || step === 0;
      return undefined;
    }
    if (name !== "year" && (from < min || from > max || (to ?? from) > max)) {
      return this.refuse(item, `its values run from ${this.spelt(min)} to ${this.spelt(max)}`);
    }
    return to === undefined || step === 0
      ? this.addRange(item, from, from, 1) // with a step of 0 only the first value of a range is left
      : this.addRange(item, from, to, step);
  }

  private addRange(item: string, from: number, to: number, step: number): Refusal {
    if (this.field.name === "year" && to < from) {
      return this.refuse(item, "years do not wrap around, so the first must not be after the last");
    }
    this.spans.push({ from, to, step });
    return undefined;
  }

  private nameAt(item: string, at: number): number | undefined {
    return this.field.names?.get(item.slice(at, at + 3));
  }

  /** `1 (SUN)`. */
  private spelt(value: number): string {
    const name = [...(this.field.names ?? [])].find(([, number]) => number === value)?.[0];
    return name === undefined ? String(value) : `${value} (${name})`;
  }

  private unknownName(): string {
    return this.field.names === undefined
      ? "this field takes numbers"
      : `the names are ${[...this.field.names.keys()].join(", ")}`;
  }

  private largestStep(): string {
    return `the step may be at most ${this.field.maxStep}`;
  }

  private ignore(item: string, part: string): void {
    if (part !== "") {
      this.remarks.push(`${part === item ? "" : `${quote(part)} in `}${quote(item)} has no effect`);
    }
  }

  private refuse(item: string, rule: string): string {
    return `The ${this.field.name} field has ${quote(item)}: ${rule}.`;
  }
}

function leadingNumber(text: string): readonly [digits: string, rest: string] {
  const digits = /^\d*/.exec(text)?.[0] ?? "";
  return [digits, text.slice(digits.length)];
}

/** A whole number and nothing else, with or without a sign. */
function signedNumber(text: string): number | undefined {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  return Math.abs(number) <= MAX_NUMBER ? number : undefined;
}
