import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import type { Rule } from "../../text/rule";
import { bySeverity } from "../../text/severity";
import type { PolicyDocument } from "../document";
import { REFUSALS } from "./refusals";
import type { RefusalRule } from "./refusals";

/** More than any document of admissible size can have; what is longer is refused for its size as well. */
const MOST_FINDINGS = 2_000;

/** Where a rule applies in a document, and what it says there. */
export interface Occurrence {
  readonly message: string;
  readonly path: string;
  readonly offset: number;
  /** What to do here; the rule's own hint if undefined. */
  readonly hint?: string | undefined;
}

interface Entry {
  readonly rule: Rule;
  readonly occurrence: Occurrence;
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

  refuse(rule: RefusalRule, occurrence: Occurrence): void {
    this.refusals += 1;
    this.add({ rule: REFUSALS[rule], occurrence });
  }

  advise(rule: Rule, occurrence: Occurrence): void {
    this.add({ rule, occurrence });
  }

  /** Refusals first, each kind in the order of the text. */
  issues(): readonly Finding[] {
    const findings = this.entries
      .toSorted(
        (left, right) =>
          bySeverity(left.rule, right.rule) || left.occurrence.offset - right.occurrence.offset,
      )
      .map((entry) => this.findingOf(entry));
    return this.omitted === 0 ? findings : [...findings, this.cut()];
  }

  private add(entry: Entry): void {
    if (this.entries.length < MOST_FINDINGS) {
      this.entries.push(entry);
    } else {
      this.omitted += 1;
    }
  }

  private findingOf({ rule, occurrence }: Entry): Finding {
    const { message, path, offset, hint } = occurrence;
    const position = offset < 0 ? undefined : this.document.position(offset);
    return findingOf(rule, {
      message,
      path,
      ...(position === undefined ? {} : { position }),
      ...(hint === undefined || hint === "" ? {} : { hint }),
    });
  }

  private cut(): Finding {
    return findingOf(REFUSALS["more-problems"], {
      message: `${this.omitted} more problems are not listed.`,
      severity: this.accepted ? "notice" : "error",
    });
  }
}
