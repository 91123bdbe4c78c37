import { validateText } from "../capabilities/advice/validate-text";
import { whatIfChange } from "../change/what-if";
import { EffectivePolicies } from "../organization/effective-policies";
import { organizationFileValue } from "../organization/organization-file-value";
import { minifyPolicy, parsePolicyDocument } from "../policy/document";
import { policyTextValue } from "../policy/policy-value";
import type { PolicyFormat } from "../policy/document";
import { review } from "../review/review";
import { withWhatIfs } from "../review/with-what-ifs";
import type { Finding } from "../text/finding";
import { forPage } from "./for-page";
import { openedFile } from "./opened-file";
import { pageDataOf } from "./page-data";
import type { PageData } from "./page-data";
import { kickerOf } from "./page-masthead";
import type {
  PageAccount,
  PageCoverage,
  PageModel,
  PageOpened,
  PageTarget,
  PageValidation,
} from "./page-model";
import { PageView } from "./page-view";
import { inCommandOrder, whatIfCommand } from "./page-what-if";
import type { PageWhatIf } from "./page-what-if";
import type { PageCommand } from "./shell-command";

/** For a page that the library wrote: the reader knows the file. */
const ANY_COMMAND = ["org-backup", "plan", "--org", "organization.json"];

/** What the page asks its engine, by kind: the question and the answer. */
export interface PageQuestions {
  /** What there is before anything is computed. @see packedPageData */
  readonly open: { readonly ask: { readonly data: string }; readonly answer: PageModel };
  readonly model: { readonly ask: object; readonly answer: PageModel };
  readonly account: { readonly ask: { readonly node: number }; readonly answer: PageAccount };
  readonly coverage: { readonly ask: object; readonly answer: PageCoverage };
  readonly target: { readonly ask: { readonly node: number }; readonly answer: PageTarget };
  readonly policy: { readonly ask: { readonly id: string }; readonly answer: string };
  readonly validate: {
    readonly ask: { readonly text: string; readonly format: PolicyFormat };
    readonly answer: PageValidation;
  };
  readonly "what-if": {
    readonly ask: { readonly changes: readonly PageWhatIf[] };
    readonly answer: PageTried;
  };
  readonly file: { readonly ask: object; readonly answer: string };
  /** A file that someone opens in the page; the time in milliseconds since 1970. */
  readonly read: {
    readonly ask: { readonly name: string; readonly bytes: ArrayBuffer; readonly at: number };
    readonly answer: PageOpened;
  };
}

export type PageQuestion = {
  readonly [Kind in keyof PageQuestions]: { readonly kind: Kind } & PageQuestions[Kind]["ask"];
}[keyof PageQuestions];

/** What changes lead to, or why they cannot be made: then the page stays as it is. */
export type PageTried =
  | { readonly ok: true; readonly model: PageModel; readonly command: PageCommand }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Computes what the page shows, in a worker of its own where the browser lets it. */
export class PageEngine {
  private opened: PageData | undefined;
  private written: PageView | undefined;
  private tries: PageView | undefined;
  private at = new Date(0);

  /** @param pause lets other questions come between the parts of a long answer */
  constructor(private readonly pause: () => Promise<void>) {}

  async answer(question: PageQuestion): Promise<PageQuestions[keyof PageQuestions]["answer"]> {
    switch (question.kind) {
      case "open":
        return this.open(pageDataOf(question.data));
      case "model":
        return this.view.model();
      case "account":
        return this.view.account(question.node);
      case "coverage":
        return this.view.coverage(this.pause);
      case "target":
        return this.view.target(question.node);
      case "policy":
        return this.policyText(question.id);
      case "validate":
        return this.validation(question.text, question.format);
      case "what-if":
        return this.tried(question.changes);
      case "file":
        return JSON.stringify(organizationFileValue(this.view.after.organization.data), undefined, 2);
      case "read":
        return this.read(question);
    }
  }

  /** What is shown: the change that the page was written with, or what is tried on top of it. */
  private get view(): PageView {
    return this.tries ?? this.first;
  }

  private get first(): PageView {
    this.written ??= PageView.of(this.data);
    return this.written;
  }

  private get data(): PageData {
    if (this.opened === undefined) {
      throw new RangeError("nothing is open");
    }
    return this.opened;
  }

  private open(data: PageData): PageModel {
    this.opened = data;
    this.at = data.at;
    this.written = undefined;
    this.tries = undefined;
    return PageView.opening(data);
  }

  private read({ name, bytes, at }: PageQuestions["read"]["ask"]): PageOpened {
    const time = new Date(at);
    const opened = openedFile(name, new Uint8Array(bytes), time);
    const title = forPage(name, 200);
    this.at = time;
    switch (opened.kind) {
      case "refused":
        return opened;
      case "policy":
        return { ...opened, title };
      case "organization": {
        const { data, view } = opened;
        this.opened = data;
        this.written = view;
        this.tries = undefined;
        const kicker = kickerOf(name, data.after.settings.id, time);
        return { kind: "organization", title, kicker, model: view.model() };
      }
    }
  }

  /** As `org-backup plan` does with the same flags: the what-ifs come after the change of the page. */
  private tried(changes: readonly PageWhatIf[]): PageTried {
    const { at, after, facts = {}, context = {}, command = ANY_COMMAND } = this.data;
    const { first } = this;
    if (changes.length === 0) {
      this.tries = undefined;
      return { ok: true, model: first.model(), command: whatIfCommand(command, changes, after) };
    }
    const inOrder = inCommandOrder(changes).map((change) => sent(change, at));
    const result = whatIfChange(after, inOrder, at);
    if (!result.ok) {
      return { ok: false, problems: result.problems.map(({ message }) => forPage(message, 1000)) };
    }
    const changed = withWhatIfs({ after, facts }, result.change, at);
    const { before } = first;
    const policies = EffectivePolicies.compute(changed.after, at, { previous: first.after });
    const reviewed = review(before, { after: policies, ...changed.facts }, { at, ...context });
    this.tries = new PageView(reviewed, before, policies, at, context.guardrails?.requirements);
    return { ok: true, model: this.tries.model(), command: whatIfCommand(command, inOrder, after) };
  }

  private policyText(id: string): string {
    const content = this.view.after.organization.policy(id)?.content;
    if (content?.kind !== "known") {
      throw new RangeError("the text of this policy is known only after apply");
    }
    // To read and edit; AWS counts no white space that a minified text does not have.
    return JSON.stringify(content.value, undefined, 2);
  }

  private validation(text: string, format: PolicyFormat): PageValidation {
    const { at } = this;
    const typed = validateText(text, format, at);
    // The text is written to be read; its size counts as it is sent.
    const size = validateText(minifiedText(text, format), "json", at).issues.filter(isAboutSize);
    const issues = [...typed.issues.filter((issue) => !isAboutSize(issue)), ...size];
    return {
      accepted: issues.every(({ severity }) => severity !== "error"),
      issues: issues.map(({ rule, severity, message, hint, position }) => ({
        rule,
        severity,
        message: forPage(message, 1000),
        hint: forPage(hint, 1000),
        line: position?.line ?? 0,
        column: position?.column ?? 0,
      })),
    };
  }
}

/** An edited text is sent without white space; one that AWS refuses as it is typed. */
function sent(change: PageWhatIf, at: Date): PageWhatIf {
  if (change.kind !== "edit") {
    return change;
  }
  const { issues } = validateText(change.text, "json", at);
  const isRefused = issues.some((issue) => issue.severity === "error" && !isAboutSize(issue));
  // Numbers stay as they are spelled.
  const value = isRefused ? undefined : policyTextValue(change.text);
  return value === undefined ? change : { ...change, text: minifyPolicy(value) };
}

/** The text itself if it cannot be read. */
function minifiedText(text: string, format?: PolicyFormat): string {
  const result = parsePolicyDocument(text, format);
  return result.ok ? result.document.minified : text;
}

function isAboutSize({ rule }: Finding): boolean {
  return rule === "document-size" || rule === "document-near-limit";
}
