import type { Rule } from "../../text/rule";
import type { Concept } from "../grammar/node";
import type { CheckContext } from "../validate/check";
import type { CompiledContainer } from "../validate/compiled";
import type { Occurrence } from "../validate/findings";
import type { ContainerView } from "../validate/view";

/** Something that AWS accepts and that is still likely to be a mistake. */
export interface AdviceRule extends Rule {
  readonly severity: "warning" | "notice";
  /** The containers that it looks at. */
  readonly concepts: readonly Concept[] | "every";
  /** Of these those to which it can apply; all of them if undefined. */
  readonly appliesTo?: (grammar: CompiledContainer) => boolean;
  /** What is wrong in one container; nothing where all is well. Containers may hold unreadable or refused parts. */
  check(
    view: ContainerView,
    context: Pick<CheckContext, "document" | "schedules" | "isUnusual">,
  ): readonly Occurrence[] | undefined;
}
