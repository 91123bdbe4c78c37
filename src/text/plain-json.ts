import type { JsonObject, JsonValue } from "./json";
import { MAX_DEPTH } from "./source-document";

/**
 * The value of a JSON text that names no key twice in one object, spells its numbers as JSON.stringify does and
 * nests no deeper than {@link MAX_DEPTH}: where things stand in such a text matters only if something is wrong.
 * `JSON.parse` and one look at the text are several times quicker than reading with positions.
 *
 * @returns undefined for every other text
 */
export function plainJsonValue(text: string): JsonValue | undefined {
  return plainJson(text, (value) => ({ result: value, members: memberCount(value) }));
}

/**
 * What is read out of the value of such a text.
 *
 * @param read says besides how many members the objects of the value have together, see {@link memberCount}
 */
export function plainJson<Result>(
  text: string,
  read: (value: JsonValue) => { readonly result: Result; readonly members: number },
): Result | undefined {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    // The reader with positions says what is wrong.
    return undefined;
  }
  const written = membersWritten(text);
  if (written === undefined) {
    return undefined;
  }
  const { result, members } = read(value);
  // JSON.parse keeps the last of several members of one name: then there are fewer than were written.
  return members === written ? result : undefined;
}

/** How many members the objects of a value have together; NaN if it nests deeper than {@link MAX_DEPTH}. */
export function memberCount(value: JsonValue, depth = 0): number {
  if (typeof value !== "object" || value === null) {
    return 0;
  }
  if (depth >= MAX_DEPTH) {
    return NaN;
  }
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) {
      count += typeof item === "object" ? memberCount(item, depth + 1) : 0;
    }
  } else {
    const object = value as JsonObject;
    // A loop over the object itself: a list of its keys for each of a million nodes is felt.
    for (const name in object) {
      const member = object[name];
      count += 1 + (typeof member === "object" ? memberCount(member, depth + 1) : 0);
    }
  }
  return count;
}

/** What counts in a valid text: a string, with the colon behind a name; the start of one with escapes; a number. */
const TOKEN = /"[^"\\]*(?:"\s*:?|\\)|:|-?\d[-+.\deE]*/g;

/**
 * How many members the objects of a valid JSON text have together.
 *
 * @returns undefined if it spells a number in a way of its own
 */
function membersWritten(text: string): number | undefined {
  let members = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.test(text)) {
    const end = TOKEN.lastIndex;
    const last = text.charCodeAt(end - 1);
    if (last === COLON) {
      members += 1;
    } else if (last === BACKSLASH) {
      TOKEN.lastIndex = endOfString(text, end);
    } else if (last >= ZERO && last <= NINE) {
      const spelled = text.slice(startOfNumber(text, end), end);
      if (JSON.stringify(Number(spelled)) !== spelled) {
        return undefined;
      }
    }
  }
  return members;
}

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const ZERO = 0x30;
const NINE = 0x39;

/** So many that one match stays small, however long a string is. */
const ESCAPES = /(?:[^"\\]*\\[^]){1,200}/y;

/** Where a string ends, of which the character at a place stands behind a backslash. */
function endOfString(text: string, escaped: number): number {
  let at = escaped + 1;
  ESCAPES.lastIndex = at;
  while (ESCAPES.test(text)) {
    at = ESCAPES.lastIndex;
  }
  return text.indexOf('"', at) + 1;
}

function startOfNumber(text: string, end: number): number {
  let start = end - 1;
  while (start > 0 && NUMBER_PARTS.includes(text.charAt(start - 1))) {
    start -= 1;
  }
  return start;
}

const NUMBER_PARTS = "0123456789+-.eE";
