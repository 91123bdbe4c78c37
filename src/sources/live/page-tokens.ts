import { OrgBackupError } from "../../org-backup-error";

/** No list of an organization has as many pages: AWS limits accounts, OUs and policies far below. */
const MAX_PAGES = 10_000;
/** AWS may give empty pages before the rest, but not without end. */
const MAX_EMPTY_PAGES = 100;

export interface PageLimits {
  readonly pages?: number;
  readonly emptyPages?: number;
}

/** Follows the tokens of one list, and ends a list that would have no end. */
export class PageTokens {
  private readonly seen = new Set<string>();
  private readonly maxPages: number;
  private readonly maxEmptyPages: number;
  private pages = 0;
  private empty = 0;

  /** @param action as IAM names it: `organizations:ListAccounts` */
  constructor(
    private readonly action: string,
    { pages = MAX_PAGES, emptyPages = MAX_EMPTY_PAGES }: PageLimits = {},
  ) {
    this.maxPages = pages;
    this.maxEmptyPages = emptyPages;
  }

  /**
   * The token of the next page, undefined after the last one.
   *
   * @param items how many the page had
   * @throws OrgBackupError (`aws`) if the list does not end
   */
  after(items: number, token: string | undefined): string | undefined {
    if (token === undefined || token === "") {
      return undefined;
    }
    this.pages += 1;
    this.empty = items === 0 ? this.empty + 1 : 0;
    if (this.seen.has(token)) {
      throw this.endless("the same pagination token twice");
    }
    if (this.empty >= this.maxEmptyPages) {
      throw this.endless(`${this.empty} empty pages in a row`);
    }
    if (this.pages >= this.maxPages) {
      throw this.endless(`more than ${this.maxPages} pages`);
    }
    this.seen.add(token);
    return token;
  }

  private endless(what: string): OrgBackupError {
    return new OrgBackupError("aws", `AWS answered ${this.action} with ${what}: the list does not end.`, {
      hint: "Run again. If it stays so, look at what is between here and AWS: a proxy, or an emulator at --endpoint-url.",
    });
  }
}
