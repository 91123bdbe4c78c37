import { codeSpan } from "./for-markdown";
import { grouped } from "../../text/grouped";

/** A part of the text that can be cut. */
export interface Part {
  /** The most important first; `short` says the least of an item where there is no room for all of it. */
  readonly items: readonly { readonly text: string; readonly short?: string }[];
  /** How to say that so many of its items are missing. */
  readonly leftOut: (count: number) => string;
  readonly layout: (texts: readonly string[]) => string;
}

export interface Whole {
  readonly name: string;
  readonly url?: string;
}

const LONGEST_URL = 2000;

/**
 * Puts a text together that fits its budget: everything if there is room, else as much of the first part as
 * fits, then of the second and so on, with a notice below the head of what is missing.
 *
 * @param budget UTF-8 bytes
 */
export function composed(
  head: readonly string[],
  parts: readonly Part[],
  footer: string,
  budget: number,
  whole: Whole | undefined,
): string {
  const all = parts.map(({ items }) => items.map(({ text }) => text));
  const complete = joined([...head, ...sections(parts, all), footer]);
  return bytes(complete) <= budget ? complete : cut(head, parts, footer, budget, whole);
}

function cut(
  head: readonly string[],
  parts: readonly Part[],
  footer: string,
  budget: number,
  whole: Whole | undefined,
): string {
  // The notice is longest where nothing at all is kept.
  const room = (notice: string): number => budget - bytes(joined([...head, notice, footer]));
  const noticeFor = (kept: readonly (readonly string[])[], place: string): string =>
    notice(parts, kept, budget, place);
  const place =
    [placeOf(whole), placeOf(whole && { name: whole.name }), ""].find(
      (candidate) => room(noticeFor(nothing(parts), candidate)) >= 0,
    ) ?? "";
  let left = room(noticeFor(nothing(parts), place));
  const kept = parts.map((part) => {
    const texts = fitting(part, left);
    left -= texts.length === 0 ? 0 : sizeOf(part, texts);
    return texts;
  });
  return joined([...head, noticeFor(kept, place), ...sections(parts, kept), footer]);
}

function nothing(parts: readonly Part[]): readonly (readonly string[])[] {
  return parts.map(() => []);
}

/** As many items as there is room for: whole ones if all of them fit, else short ones. */
function fitting(part: Part, room: number): readonly string[] {
  const whole = part.items.map(({ text }) => text);
  if (sizeOf(part, whole) <= room) {
    return whole;
  }
  const short = part.items.map(({ text, short: least }) => least ?? text);
  let [low, high] = [0, short.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = sizeOf(part, short.slice(0, middle)) <= room ? [middle, high] : [low, middle - 1];
  }
  return short.slice(0, low);
}

function sizeOf({ layout }: Part, texts: readonly string[]): number {
  return bytes(`\n\n${layout(texts)}`);
}

function sections(parts: readonly Part[], texts: readonly (readonly string[])[]): readonly string[] {
  return parts.flatMap(({ layout }, index) => {
    const some = texts[index] ?? [];
    return some.length === 0 ? [] : [layout(some)];
  });
}

function notice(
  parts: readonly Part[],
  kept: readonly (readonly string[])[],
  budget: number,
  place: string,
): string {
  const missing = parts.flatMap(({ items, leftOut }, index) => {
    const count = items.length - (kept[index]?.length ?? 0);
    return count === 0 ? [] : [leftOut(count)];
  });
  const limit = `${grouped(budget)} bytes`;
  const what =
    missing.length === 0
      ? `Findings are shortened to fit ${limit}.`
      : `Cut to fit ${limit}. Left out: ${missing.join(", ")}.`;
  return `> ⚠️ **${what}**${place}`;
}

/** Addresses other than of the web are not linked. */
function placeOf(whole: Whole | undefined): string {
  if (whole === undefined) {
    return " `org-backup plan --format html` has everything.";
  }
  const { name, url } = whole;
  const isLink = url !== undefined && url.length <= LONGEST_URL && /^https?:\/\/[^\s<>]+$/.test(url);
  return ` Everything is in ${isLink ? `[${codeSpan(name, 100)}](<${url}>)` : codeSpan(name, 100)}.`;
}

function joined(blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}

const encoder = new TextEncoder();

function bytes(text: string): number {
  return encoder.encode(text).length;
}
