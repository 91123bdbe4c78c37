import type { Quota } from "../policy/quotas";
import { findingOf } from "../text/finding";
import type { Finding } from "../text/finding";
import { joinPath } from "../text/policy-path";
import { noteOf } from "./assumptions";
import type { AssumptionId, Note } from "./assumptions";
import { segmentsOf } from "./path-link";
import { MERGED_ADVICE } from "./merged-rules";
import type { PathLink } from "./path-link";
import type { EffectivePolicyErrorCode, ValidationError } from "./validation-error";

/** Collects the errors of one merged plan, and the notes on what is not known. */
export class PlanFindings {
  readonly errors: ValidationError[] = [];
  readonly notes: Note[] = [];
  readonly advice: Finding[] = [];

  get count(): number {
    return this.errors.length + this.notes.length + this.advice.length;
  }

  /** AWS reports identical errors once, those of several copy actions for instance. */
  add(code: EffectivePolicyErrorCode, message: string, link: PathLink): void {
    const path = joinPath(segmentsOf(link));
    if (!this.errors.some((error) => error.message === message && error.path === path)) {
      this.errors.push({ code, message, path });
    }
  }

  note(id: AssumptionId, link: PathLink, detail?: string): void {
    const path = joinPath(segmentsOf(link));
    if (!this.notes.some((note) => note.assumption === id && note.path === path)) {
      this.notes.push(noteOf(id, path, detail));
    }
  }

  /** More than a quota, where no recording shows what AWS does about it. */
  exceeds(quota: Quota, count: number, link: PathLink): void {
    const figures = `${count} here; the quota is ${quota.limit} ${quota.item}.`;
    this.note("quota-exceeded-by-merging", link, figures);
    this.advice.push(
      findingOf(MERGED_ADVICE["merged-quota-exceeded"], {
        message: `${figures} Whether AWS withholds the policy or ignores the excess is not recorded.`,
        path: joinPath(segmentsOf(link)),
      }),
    );
  }
}
