import type { Occurrence } from "../validate/findings";
import { UNDECIDED } from "../validate/undecided";
import type { Undecided } from "../validate/undecided";
import type { View } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/** Where the decision "accepted" rests on no evidence, the reader is told. */
export const notRecorded: AdviceRule = {
  id: "not-recorded",
  severity: "notice",
  sentence: "Whether AWS accepts this is not recorded; it is taken to.",
  hint: "Avoid it, or try it in a test organization.",
  concepts: "every",
  check: (view) => {
    let findings: Occurrence[] | undefined;
    for (const child of view.children.values()) {
      const doubt = child === undefined ? undefined : doubtOf(child);
      if (child !== undefined && doubt?.holds === true) {
        findings ??= [];
        findings.push({
          message: `AWS's answer is not recorded, and it is taken to accept this. ${doubt.question}`,
          path: child.path(),
          offset: child.offset,
          hint: "Avoid it, or try it in an organization for tests.",
        });
      }
    }
    return findings;
  },
};

function doubtOf(view: View): Undecided | undefined {
  if (view.kind === "container") {
    const alone =
      view.grammar.concept === "conditions" &&
      view.parent?.grammar.concept === "resource-selection" &&
      !view.parent.children.has("resource_types");
    return alone && view.children.size === 0 ? UNDECIDED.emptyConditionsCompleteSelection : undefined;
  }
  if (view.isEmpty) {
    return UNDECIDED.settingMayBeEmpty;
  }
  return view.assign?.kind === "scalar" && view.assign.value === null
    ? UNDECIDED.nullCountsAsText
    : undefined;
}
