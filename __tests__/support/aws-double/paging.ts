import type { AwsError } from "./aws-error";
import type { Input } from "./input";

/** How a service writes its lists. */
export interface ListStyle {
  /** The parameters for the token and for the size of a page; some services spell them in two ways. */
  readonly token: readonly string[];
  readonly size: readonly string[];
  readonly defaultSize: number;
  /** How the answer says where to go on. */
  readonly next: (token: string | undefined) => Readonly<Record<string, unknown>>;
  readonly invalidToken: () => AwsError;
  /** Refuses a size of page. */
  readonly checkSize?: (size: number) => void;
  /** Every list begins with an empty page that has a token, as AWS documents that lists may. */
  readonly emptyFirstPages?: boolean;
}

/**
 * Answers one page of a list as `{ [member]: [...], ... }`. `list` ties a token to its list: a token of
 * another list, or made up, is refused.
 */
export type PageOf = <T>(
  input: Input,
  list: string,
  member: string,
  items: readonly T[],
  show: (item: T) => unknown,
) => Readonly<Record<string, unknown>>;

/** `NextToken`, which most services write. */
export const nextToken = (token: string | undefined): Readonly<Record<string, unknown>> => ({
  NextToken: token,
});

export function pager(style: ListStyle): PageOf {
  return (input, list, member, items, show) => {
    const size = firstOf(style.size, (name) => input.number(name));
    if (size !== undefined) {
      style.checkSize?.(size);
    }
    const token = firstOf(style.token, (name) => input.optionalText(name));
    if (token === undefined && style.emptyFirstPages === true) {
      return { [member]: [], ...style.next(writeToken(list, 0)) };
    }
    const start = token === undefined ? 0 : readToken(list, token);
    if (start === undefined) {
      throw style.invalidToken();
    }
    const end = start + Math.min(size ?? style.defaultSize, style.defaultSize);
    const next = end < items.length ? writeToken(list, end) : undefined;
    return { [member]: items.slice(start, end).map(show), ...style.next(next) };
  };
}

function firstOf<T>(names: readonly string[], read: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

function writeToken(list: string, offset: number): string {
  return Buffer.from(JSON.stringify([list, offset])).toString("base64url");
}

function readToken(list: string, token: string): number | undefined {
  try {
    const parsed = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown;
    return Array.isArray(parsed) && parsed[0] === list && Number.isInteger(parsed[1])
      ? (parsed[1] as number)
      : undefined;
  } catch {
    return undefined;
  }
}
