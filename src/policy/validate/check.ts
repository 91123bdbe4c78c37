import type { PolicyDocument } from "../document";
import type { Findings } from "./findings";
import type { ScheduleValidator } from "./schedule-decision";
import type { ContainerView } from "./view";

/** What a check may look at besides the container. */
export interface CheckContext {
  readonly document: PolicyDocument;
  readonly findings: Findings;
  /** The moment of the call: schedules are judged by their next runs. */
  readonly at: Date;
  readonly schedules: ScheduleValidator;
  /** Whether an operator is written in two spellings, or null assigned, anywhere in the document. */
  readonly isUnusual: boolean;
}

/** Looks at one readable container and reports what AWS refuses in it. */
export type Check = (view: ContainerView, context: CheckContext) => void;
