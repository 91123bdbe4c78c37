import { OrgBackupError } from "../../org-backup-error";
import { didYouMeanSentence } from "../../text/did-you-mean";

/** Reads one value of a flag; `previous` is undefined the first time. */
type ListParser<T> = (text: string, previous?: readonly T[]) => readonly T[];

/** By parser, whether it takes its values separated by commas. */
const LIST_PARSERS = new WeakMap<object, "whole" | "commas">();

function asList<T>(kind: "whole" | "commas", parse: ListParser<T>): ListParser<T> {
  LIST_PARSERS.set(parse, kind);
  return parse;
}

/** Whether a flag with this parser takes several values: the configuration file gives it a list. */
export function takesList(parser: object | undefined): boolean {
  return parser !== undefined && LIST_PARSERS.has(parser);
}

/** Whether a flag with this parser would get nothing from a text: one of an unset variable, for example. */
export function isEmptyFor(parser: object | undefined, text: string): boolean {
  const values = parser !== undefined && LIST_PARSERS.get(parser) === "commas" ? words(text) : [text.trim()];
  return values.every((value) => value === "");
}

/** For names, which may contain commas: every use of the flag adds one value. */
export const repeatable: ListParser<string> = asList("whole", (text, previous = []) => [...previous, text]);

/** For names that may contain commas or be separated by them: only who knows all names can tell. */
export const namesWithCommas: ListParser<string> = asList("commas", (text, previous = []) => [
  ...previous,
  text,
]);

/** For ids, Regions, rules and severities: every use of the flag adds values separated by commas. */
export const commaSeparated: ListParser<string> = asList("commas", (text, previous = []) => [
  ...previous,
  ...words(text),
]);

/** Values that are read one by one; every use of the flag adds one. */
export function repeatableOf<T>(parse: (text: string) => T): ListParser<T> {
  return asList("whole", (text, previous = []) => [...previous, parse(text)]);
}

/** Values separated by commas that are checked one by one. */
export function commaSeparatedOf<T>(parse: (text: string) => T): ListParser<T> {
  return asList("commas", (text, previous = []) => [...previous, ...words(text).map(parse)]);
}

function words(text: string): readonly string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** @throws OrgBackupError (`usage`) if the value is not a whole number within the bounds */
export function wholeNumber(flag: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(number >= least && number <= most)) {
      throw new OrgBackupError(
        "usage",
        `${flag} expects a whole number from ${least} to ${most}, found ${JSON.stringify(text)}.`,
      );
    }
    return number;
  };
}

/** @throws OrgBackupError (`usage`) if the value is not a number of seconds */
export function seconds(flag: string): (text: string) => number {
  return (text) => {
    if (!/^\d{1,6}(\.\d{1,3})?$/.test(text)) {
      throw new OrgBackupError("usage", `${flag} expects seconds, found ${JSON.stringify(text)}.`);
    }
    return Number(text);
  };
}

/** @throws OrgBackupError (`usage`) if the value is not a number of seconds above zero */
export function positiveSeconds(flag: string): (text: string) => number {
  const read = seconds(flag);
  return (text) => {
    const value = read(text);
    if (value === 0) {
      throw new OrgBackupError("usage", `${flag} expects more than 0 seconds.`);
    }
    return value;
  };
}

/** @throws OrgBackupError (`usage`) if the value is none of the words */
export function oneOf<const Words extends readonly string[]>(
  flag: string,
  known: Words,
): (text: string) => Words[number] {
  return (text) => {
    const found = known.find((word) => word === text);
    if (found === undefined) {
      throw new OrgBackupError(
        "usage",
        `${flag} expects one of ${known.join(", ")}, found ${JSON.stringify(text)}.${didYouMeanSentence(text, known)}`,
      );
    }
    return found;
  };
}

/** @throws OrgBackupError (`usage`) if the value is not the name of a Region */
export function regionName(flag: string): (text: string) => string {
  return (text) => {
    if (!/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(text)) {
      throw new OrgBackupError(
        "usage",
        `${flag} expects Regions such as eu-central-1, found ${JSON.stringify(text)}.`,
      );
    }
    return text;
  };
}
