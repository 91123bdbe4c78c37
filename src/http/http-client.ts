import { setTimeout as delay } from "node:timers/promises";
import { OrgBackupError } from "../org-backup-error";
import { BodyTooLarge, readBody } from "./read-body";
import { redactor } from "./redact";
import { askedToWait, isRateLimited } from "./retry-after";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether sending it twice does what sending it once does. @default - true but for POST */
  readonly repeatable?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface HttpClientOptions {
  /** Never shown in a message. */
  readonly secrets: readonly string[];
  /** Of one request, in milliseconds. @default 30,000 */
  readonly timeout?: number;
  /** Of one answer. @default 32 MiB */
  readonly maxBytes?: number;
  /** Of one request. @default 5 */
  readonly maxAttempts?: number;
  /** How long to wait in all for a server that asks for it, in milliseconds. @default 120,000 */
  readonly maxWait?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
  /** Ends everything, also waiting. */
  readonly signal?: AbortSignal;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** What GitHub asks for where a limit is hit and no time is named. */
const UNNAMED_LIMIT_DELAY = 60_000;

/**
 * Sends requests to one service: bounded in time and size, patient with limits and passing faults.
 * Redirects are answers like any other, so that a token never follows one by itself.
 */
export class HttpClient {
  private readonly redact: (text: string) => string;
  private readonly timeout: number;
  private readonly maxBytes: number;
  private readonly maxAttempts: number;
  private readonly maxWait: number;
  private readonly now: () => number;

  constructor(private readonly options: HttpClientOptions) {
    this.redact = redactor(options.secrets);
    this.timeout = options.timeout ?? 30_000;
    this.maxBytes = options.maxBytes ?? 32 * 1024 * 1024;
    this.maxAttempts = options.maxAttempts ?? 5;
    this.maxWait = options.maxWait ?? 120_000;
    this.now = options.now ?? Date.now;
  }

  /**
   * @returns the answer, whatever its status, once it is no request to come again
   * @throws OrgBackupError (`service`) where no answer comes, or the service asks for more patience than there is
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const repeatable = request.repeatable ?? request.method !== "POST";
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.once(request);
      const limited = outcome.kind === "answer" && isRateLimited(outcome.status, outcome.headers);
      const wait = this.delayBefore(attempt + 1, outcome, limited, repeatable);
      if (wait !== undefined && attempt < this.maxAttempts && waited + wait <= this.maxWait) {
        waited += wait;
        await this.sleep(wait);
      } else if (limited) {
        throw this.patienceEnds(request, wait ?? UNNAMED_LIMIT_DELAY);
      } else if (outcome.kind === "fault") {
        throw this.failure(request, outcome.reason);
      } else {
        return outcome;
      }
    }
  }

  /** Undefined if trying again is of no use or not safe. */
  private delayBefore(
    attempt: number,
    outcome: Outcome,
    limited: boolean,
    repeatable: boolean,
  ): number | undefined {
    const backoff = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempt - 2)) * (1 + Math.random() / 4);
    const named = outcome.kind === "answer" ? askedToWait(outcome.headers, this.now()) : undefined;
    // A server that asks for no wait at all is not asked again at once all the same.
    const asked = named === undefined ? undefined : Math.max(named, backoff);
    if (limited) {
      return asked ?? UNNAMED_LIMIT_DELAY;
    }
    const passing =
      outcome.kind === "fault" ? outcome.passing : outcome.status >= 500 && outcome.status !== 501;
    return passing && repeatable ? (asked ?? backoff) : undefined;
  }

  private async once(request: HttpRequest): Promise<Outcome> {
    const timeout = AbortSignal.timeout(this.timeout);
    const { signal } = this.options;
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        redirect: "manual",
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      return {
        kind: "answer",
        status: response.status,
        headers: response.headers,
        text: await readBody(response, this.maxBytes),
      };
    } catch (error) {
      if (signal?.aborted === true) {
        if (signal.reason instanceof OrgBackupError) {
          throw signal.reason;
        }
        return { kind: "fault", reason: "it was given up", passing: false };
      }
      if (error instanceof BodyTooLarge) {
        return { kind: "fault", reason: error.message, passing: false };
      }
      const reason = timeout.aborted
        ? `no answer within ${Math.ceil(this.timeout / 1000)} seconds`
        : reasonOf(error);
      return { kind: "fault", reason, passing: true };
    }
  }

  private async sleep(milliseconds: number): Promise<void> {
    const { signal, sleep } = this.options;
    await (sleep?.(milliseconds) ??
      delay(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined));
  }

  private failure(request: HttpRequest, reason: string): OrgBackupError {
    return new OrgBackupError(
      "service",
      `${new URL(request.url).host} cannot be asked: ${this.redact(reason)}.`,
      {
        where: describe(request),
      },
    );
  }

  private patienceEnds(request: HttpRequest, wait: number): OrgBackupError {
    const until = new Date(this.now() + wait).toISOString().replace(/\.\d+Z$/, "Z");
    return new OrgBackupError(
      "service",
      `${new URL(request.url).host} limits the rate of requests: it asks to wait until ${until}.`,
      {
        where: describe(request),
        hint: "Run the command again after that time. A token of its own has a limit of its own.",
      },
    );
  }
}

type Outcome = ({ readonly kind: "answer" } & HttpAnswer) | Fault;

interface Fault {
  readonly kind: "fault";
  readonly reason: string;
  readonly passing: boolean;
}

/** `GET https://host/path`: without the query, which may carry what no one should see. */
export function describe({ method, url }: Pick<HttpRequest, "method" | "url">): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}

/** `fetch failed` says nothing; the cause behind it does. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: Partial<NodeJS.ErrnoException> };
  const { code, message = "" } = cause ?? (error as Partial<NodeJS.ErrnoException>);
  const words = message === "" ? "no answer" : message;
  return code === undefined || words.includes(code) ? words : `${words} (${code})`;
}
