import { OrgBackupError } from "../org-backup-error";
import { describe } from "../http/http-client";
import type { HttpAnswer, HttpClient, HttpRequest } from "../http/http-client";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/** 50,000 comments: far more than a pull request has. Stop there in case the service repeats itself. */
const MAX_PAGES = 500;
const MAX_REDIRECTS = 3;

export interface ApiOptions {
  readonly client: HttpClient;
  /** Sent with every request, to this service only. */
  readonly headers: Readonly<Record<string, string>>;
  /** Explains a refusal in the words of the service. */
  readonly explain: (answer: HttpAnswer, request: HttpRequest) => OrgBackupError;
}

/** JSON requests to one service. */
export class Api {
  constructor(private readonly options: ApiOptions) {}

  /** The answer where it is a success; anything else is explained and thrown. */
  async request(method: HttpRequest["method"], url: string, body?: JsonObject): Promise<HttpAnswer> {
    const { answer, request } = await this.follow(method, url, body);
    if (answer.status >= 200 && answer.status < 300) {
      return answer;
    }
    throw isHtml(answer) ? html(answer, request.url) : this.options.explain(answer, request);
  }

  /** Deletes what may be gone already. */
  async delete(url: string): Promise<void> {
    const { answer, request } = await this.follow("DELETE", url, undefined);
    if (answer.status !== 404 && (answer.status < 200 || answer.status >= 300)) {
      throw this.options.explain(answer, request);
    }
  }

  /** The answer whatever its status is. */
  async ask(url: string, body?: JsonObject): Promise<HttpAnswer> {
    return (await this.follow(body === undefined ? "GET" : "POST", url, body)).answer;
  }

  /** All members of a list, over all its pages. */
  async list(url: string): Promise<readonly JsonObject[]> {
    const items: JsonObject[] = [];
    const seen = new Set<string>();
    let next: string | undefined = url;
    while (next !== undefined) {
      // Whether our own comment is there cannot be known without the last page.
      if (seen.has(next) || seen.size >= MAX_PAGES) {
        const what = seen.has(next) ? "the same page comes again" : `there are more than ${MAX_PAGES} pages`;
        throw unexpected(url, `${what}, so the list does not end`);
      }
      seen.add(next);
      const answer: HttpAnswer = await this.request("GET", next);
      const parsed = parseAnswer(answer, next);
      if (!Array.isArray(parsed)) {
        throw unexpected(next, "a list is expected");
      }
      // An own comment that cannot be read must not count as none.
      items.push(...(parsed as readonly JsonValue[]).map((item) => objectIn(item, url)));
      next = nextPage(answer.headers, next);
    }
    return items;
  }

  /** A renamed repository answers with its new address: followed on the same service, never to another. */
  private async follow(
    method: HttpRequest["method"],
    url: string,
    body: JsonObject | undefined,
  ): Promise<{ readonly answer: HttpAnswer; readonly request: HttpRequest }> {
    const { client, headers } = this.options;
    let target = url;
    for (let redirects = 0; ; redirects += 1) {
      const request: HttpRequest = {
        method,
        url: target,
        headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const answer = await client.send(request);
      const location = answer.headers.get("location");
      if (![301, 302, 307, 308].includes(answer.status) || location === null || redirects >= MAX_REDIRECTS) {
        return { answer, request };
      }
      target = sameService(location, target);
    }
  }
}

/**
 * The address of the next page: of the `Link` header, or else made from GitLab's `x-next-page`.
 *
 * @throws OrgBackupError (`service`) where it leads to another service
 */
function nextPage(headers: Headers, url: string): string | undefined {
  const link = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(headers.get("link") ?? "")?.[1];
  if (link !== undefined) {
    return sameService(link, url);
  }
  const page = headers.get("x-next-page")?.trim() ?? "";
  if (!/^\d+$/.test(page)) {
    return undefined;
  }
  const next = new URL(url);
  next.searchParams.set("page", page);
  return next.href;
}

/** The token goes to the service that it was given for, and to no other. */
function sameService(target: string, url: string): string {
  const resolved = parseUrl(target, url);
  if (resolved === undefined) {
    throw unexpected(url, "it names an address that is not valid");
  }
  if (resolved.origin !== new URL(url).origin) {
    throw unexpected(url, `it redirects to ${resolved.origin}, which would receive the token`);
  }
  return resolved.href;
}

function parseUrl(target: string, base: string): URL | undefined {
  try {
    return new URL(target, base);
  } catch {
    return undefined;
  }
}

/** @throws OrgBackupError (`service`) if the answer is not JSON: that of a proxy or a login page, for instance */
export function parseAnswer(answer: HttpAnswer, url: string): JsonValue {
  try {
    return JSON.parse(answer.text) as JsonValue;
  } catch {
    throw isHtml(answer) ? html(answer, url) : unexpected(url, "it is not valid JSON");
  }
}

/** @throws OrgBackupError (`service`) for anything else */
export function objectIn(value: JsonValue, url: string): JsonObject {
  if (!isJsonObject(value)) {
    throw unexpected(url, "a JSON object is expected");
  }
  return value;
}

function isHtml({ text }: HttpAnswer): boolean {
  return /^\uFEFF?\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text);
}

function html({ status }: HttpAnswer, url: string): OrgBackupError {
  return unexpected(url, `a proxy, gateway or login page sent HTML (status ${status})`);
}

function unexpected(url: string, reason: string): OrgBackupError {
  return new OrgBackupError("service", `The answer is not one that is expected here: ${reason}.`, {
    where: describe({ method: "GET", url }),
    hint: "Check --base-url: it is the address of the service or of its API.",
  });
}

/**
 * The id of a comment that is to be changed.
 *
 * @throws OrgBackupError (`service`) if there is none: without it the address would be that of all comments
 */
export function commentIdOf(value: JsonValue | undefined, url: string): string {
  const id = idOf(value);
  if (!/^\d+$/.test(id)) {
    throw unexpected(url, "a comment has no id");
  }
  return id;
}

/** An id as text; services write them as numbers. */
export function idOf(value: JsonValue | undefined): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

/** The message that an error answer carries, short; undefined if it has none. */
export function messageOf({ text }: HttpAnswer): string | undefined {
  try {
    const answer = JSON.parse(text) as JsonValue;
    const message = isJsonObject(answer)
      ? (answer.message ?? answer.error_description ?? answer.error)
      : undefined;
    const words =
      typeof message === "string" ? message : message === undefined ? undefined : JSON.stringify(message);
    return words === undefined ? undefined : words.slice(0, 300);
  } catch {
    return undefined;
  }
}
