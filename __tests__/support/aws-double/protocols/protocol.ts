import type { IncomingHttpHeaders } from "node:http";
import type { AwsError } from "../aws-error";

export interface HttpRequest {
  readonly method: string;
  /** Not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DecodedRequest {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** How a service puts requests, results and errors on the wire. */
export interface Protocol {
  /** Undefined when the request names no operation at all. */
  decode(request: HttpRequest): DecodedRequest | undefined;
  result(operation: string, output: unknown, requestId: string): HttpReply;
  error(error: AwsError, requestId: string): HttpReply;
}

export function parseJsonObject(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") {
    return {};
  }
  const parsed = JSON.parse(text) as unknown;
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Readonly<Record<string, unknown>>)
    : {};
}

/** JSON protocols write times as seconds since 1970. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, member: unknown) {
    // JSON.stringify hands over dates already as text: look at the member itself.
    const original = this[key];
    if (original instanceof Date) {
      return original.getTime() / 1000;
    }
    return original instanceof Map ? (Object.fromEntries(original) as unknown) : member;
  });
}
