import { isJsonObject } from "./json";
import type { JsonValue } from "./json";
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
 * @param read says besides how many members the objects of the value have together
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

/**
 * How many members the objects of a valid JSON text have together.
 *
 * @returns undefined if it nests too deep, or spells a number in a way of its own
 */
function membersWritten(text: string): number | undefined {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) {
      continue;
    }
    switch (code) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COLON:
        members += 1;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        if (depth > MAX_DEPTH) {
          return undefined;
        }
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth -= 1;
        break;
      case MINUS:
      case ZERO:
      case ZERO + 1:
      case ZERO + 2:
      case ZERO + 3:
      case ZERO + 4:
      case ZERO + 5:
      case ZERO + 6:
      case ZERO + 7:
      case ZERO + 8:
      case ZERO + 9: {
        const end = endOfNumber(text, at);
        const spelled = text.slice(at, end);
        if (JSON.stringify(Number(spelled)) !== spelled) {
          return undefined;
        }
        at = end - 1;
        break;
      }
      default:
    }
  }
  return members;
}

/** Whether a JSON text nests deeper than {@link MAX_DEPTH}. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= MAX_DEPTH; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
  return depth > MAX_DEPTH;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Where the quotation mark that closes a string stands: one before which backslashes are even in number. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) {
      before -= 1;
    }
    if ((end - before) % 2 === 1) {
      return end;
    }
  }
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && NUMBER_PARTS.includes(text.charAt(end))) {
    end += 1;
  }
  return end;
}

const NUMBER_PARTS = "0123456789+-.eE";

/** The depth of the value is known to be bounded by then. */
function memberCount(value: JsonValue): number {
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) {
      count += memberCount(item);
    }
  } else if (isJsonObject(value)) {
    for (const name in value) {
      const member = value[name];
      count += 1 + (typeof member === "object" ? memberCount(member) : 0);
    }
  }
  return count;
}
