import { OrgBackupError } from "../../org-backup-error";
import type { JsonObject, JsonValue } from "../../text/json";
import type { Limiter } from "./limiter";
import type { PageReader } from "./organizations-api";
import { PageTokens } from "./page-tokens";
import type { PageLimits } from "./page-tokens";
import type { ReadLog } from "./read-log";
import type { ReadProgress } from "./read-progress";

/** What services say of a token that they do not know, or know no longer. */
const TOKEN_REFUSALS: ReadonlySet<string> = new Set([
  "InvalidInputException",
  "InvalidNextTokenException",
  "InvalidParameterException",
  "PaginationTokenExpiredException",
  "ValidationException",
]);

/** Told of the pages of a list. */
export interface PageSink<R> {
  readonly page: (items: readonly R[]) => void;
  /** What was told so far counts no longer: the list starts again. */
  readonly restart: () => void;
}

/** Whether a list was read to its end. */
export function isRemembered(log: ReadLog, key: string): boolean {
  for (let page = 1; ; page += 1) {
    const known = log.lookUp(`${key}#${page}`) as RememberedPage<JsonValue> | undefined;
    if (known?.next === undefined) {
      return known !== undefined;
    }
  }
}

/** The items of a list that was read to its end, from the log. */
export function* rememberedItems<R extends JsonValue>(log: ReadLog, key: string): Generator<R, void, void> {
  for (let page = 1; ; page += 1) {
    const known = log.lookUp(`${key}#${page}`) as RememberedPage<R> | undefined;
    yield* known?.items ?? [];
    if (known?.next === undefined) {
      return;
    }
  }
}

/** Makes calls, or takes their answers from the log of an interrupted run. */
export class ResumableCalls {
  /** Lists that started again in this run: a second refusal is an error. */
  private readonly begunAnew = new Set<string>();

  constructor(
    private readonly log: ReadLog,
    private readonly limit: Limiter,
    private readonly progress: ReadProgress,
  ) {}

  /** One call; its answer is remembered. */
  async once<T extends JsonValue>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.log.lookUp(key);
    if (known !== undefined) {
      return known as T;
    }
    this.progress.expect(1);
    const answer = await this.limit(read);
    this.progress.done(1);
    this.log.record(key, answer);
    return answer;
  }

  /** A list, page by page; each page is remembered with the token of the next one. */
  async list<T, R extends JsonValue>(
    key: string,
    read: PageReader<T>,
    keep: (item: T) => R,
  ): Promise<readonly R[]> {
    const items: R[] = [];
    await this.pages(key, read, keep, {
      page: (page) => items.push(...page),
      restart: () => items.splice(0),
    });
    return items;
  }

  /**
   * As {@link list}, for lists that may be larger than memory: each page is given on, and none is kept but in the
   * log, from which {@link rememberedItems} reads them again.
   */
  async pages<T, R extends JsonValue>(
    key: string,
    read: PageReader<T>,
    keep: (item: T) => R,
    sink: PageSink<R>,
    limits?: PageLimits,
  ): Promise<void> {
    let token: string | undefined;
    let tokens: PageTokens | undefined;
    for (let page = 1; ; page += 1) {
      const pageKey = `${key}#${page}`;
      const known = this.log.lookUp(pageKey) as RememberedPage<R> | undefined;
      if (known !== undefined) {
        sink.page(known.items);
        tokens ??= new PageTokens(known.action, limits);
        token = this.next(key, tokens, known.items.length, known.next);
      } else {
        this.progress.expect(1);
        const answered = await this.page(key, read, token);
        this.progress.done(1);
        if (answered === "token-refused") {
          // Tokens of an interrupted run may have expired: this one list starts again.
          this.begunAnew.add(key);
          this.log.forget(`${key}#`);
          sink.restart();
          await this.pages(key, read, keep, sink, limits);
          return;
        }
        const kept = answered.items.map(keep);
        const { action, next } = answered;
        tokens ??= new PageTokens(action, limits);
        token = this.next(key, tokens, kept.length, next);
        this.log.record(pageKey, { items: kept, action, ...(token === undefined ? {} : { next: token }) });
        sink.page(kept);
      }
      if (token === undefined) {
        return;
      }
    }
  }

  /** A list that does not end is forgotten: the next run must not begin with the pages that led here. */
  private next(key: string, tokens: PageTokens, items: number, next: string | undefined): string | undefined {
    try {
      return tokens.after(items, next);
    } catch (error) {
      this.log.forget(`${key}#`);
      throw error;
    }
  }

  private async page<T>(
    key: string,
    read: PageReader<T>,
    token: string | undefined,
  ): Promise<Awaited<ReturnType<PageReader<T>>> | "token-refused"> {
    try {
      return await this.limit(() => read(token));
    } catch (error) {
      const isRefusal =
        error instanceof OrgBackupError &&
        error.cause instanceof Error &&
        TOKEN_REFUSALS.has(error.cause.name);
      const isRemembered = this.log.lookUp(`${key}#1`) !== undefined && !this.begunAnew.has(key);
      if (token !== undefined && isRefusal && isRemembered) {
        return "token-refused";
      }
      throw error;
    }
  }
}

type RememberedPage<R extends JsonValue> = JsonObject & {
  readonly items: readonly R[];
  readonly action: string;
  readonly next?: string;
};
