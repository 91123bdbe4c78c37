import { pageDataOf } from "./page-data";
import type { PageAccount, PageCoverage, PageModel } from "./page-model";
import { PageView } from "./page-view";

/** What the page asks its engine, by kind: the question and the answer. */
export interface PageQuestions {
  /** @see packedPageData */
  readonly open: { readonly ask: { readonly data: string }; readonly answer: PageModel };
  readonly account: { readonly ask: { readonly node: number }; readonly answer: PageAccount };
  readonly coverage: { readonly ask: object; readonly answer: PageCoverage };
}

export type PageQuestion = {
  readonly [Kind in keyof PageQuestions]: { readonly kind: Kind } & PageQuestions[Kind]["ask"];
}[keyof PageQuestions];

/** Computes what the page shows, in a worker of its own where the browser lets it. */
export class PageEngine {
  private view: PageView | undefined;

  /** @param pause lets other questions come between the parts of a long answer */
  constructor(private readonly pause: () => Promise<void>) {}

  async answer(question: PageQuestion): Promise<PageQuestions[keyof PageQuestions]["answer"]> {
    if (question.kind === "open") {
      this.view = PageView.of(pageDataOf(question.data));
      return this.view.model();
    }
    const { view } = this;
    if (view === undefined) {
      throw new RangeError("nothing is open");
    }
    return question.kind === "account" ? view.account(question.node) : view.coverage(this.pause);
  }
}
