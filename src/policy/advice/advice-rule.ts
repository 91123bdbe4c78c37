import type { Concept } from "../grammar/node";
import type { CheckContext } from "../validate/check";
import type { Finding } from "../validate/findings";
import type { ContainerView } from "../validate/view";

/** Something that AWS accepts and that is still likely to be a mistake. */
export interface AdviceRule {
  /** Stable identifier, kebab-case; the file has the same name. */
  readonly id: string;
  readonly severity: "warning" | "notice";
  /** One sentence for the reference page. */
  readonly summary: string;
  /** The containers that it looks at. */
  readonly concepts: readonly Concept[] | "every";
  /** What is wrong in one container; nothing where all is well. Containers may hold unreadable or refused parts. */
  check(
    view: ContainerView,
    context: Pick<CheckContext, "document" | "schedules">,
  ): readonly Finding[] | undefined;
}
