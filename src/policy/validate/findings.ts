import type { Issue } from "../../text/issue";
import type { Severity } from "../../text/severity";
import type { PolicyDocument } from "../document";
import type { RefusalRule } from "./refusals";

/** More than any document of admissible size can have; what is longer is refused for its size as well. */
const MOST_FINDINGS = 2_000;

export interface Finding {
  readonly message: string;
  readonly path: string;
  readonly offset: number;
  readonly hint?: string | undefined;
}

interface Entry {
  readonly rule: string;
  readonly severity: Severity;
  readonly finding: Finding;
}

/** Collects what is found in one document. */
export class Findings {
  private readonly entries: Entry[] = [];
  private refusals = 0;
  private omitted = 0;

  constructor(private readonly document: PolicyDocument) {}

  /** Whether AWS would accept the document as far as it has been checked. */
  get accepted(): boolean {
    return this.refusals === 0;
  }

  refuse(rule: RefusalRule, finding: Finding): void {
    this.refusals += 1;
    this.add({ rule, severity: "error", finding });
  }

  advise(rule: string, severity: Exclude<Severity, "error">, finding: Finding): void {
    this.add({ rule, severity, finding });
  }

  /** Refusals first, each kind in the order of the text. */
  issues(): readonly Issue[] {
    const sorted = [...this.entries].sort(
      (left, right) =>
        weights[left.severity] - weights[right.severity] || left.finding.offset - right.finding.offset,
    );
    const issues = sorted.map((entry) => this.issueOf(entry));
    return this.omitted === 0 ? issues : [...issues, this.cut()];
  }

  private add(entry: Entry): void {
    if (this.entries.length < MOST_FINDINGS) {
      this.entries.push(entry);
    } else {
      this.omitted += 1;
    }
  }

  private issueOf({ rule, severity, finding }: Entry): Issue {
    const { message, path, offset, hint } = finding;
    const position = offset < 0 ? undefined : this.document.position(offset);
    return {
      rule,
      severity,
      message,
      path,
      ...position,
      ...(hint === undefined || hint === "" ? {} : { hint }),
    };
  }

  private cut(): Issue {
    const rule: RefusalRule = "more-problems";
    const message = `${this.omitted} more problems are not listed.`;
    return { rule, severity: this.accepted ? "notice" : "error", message, path: "" };
  }
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };
