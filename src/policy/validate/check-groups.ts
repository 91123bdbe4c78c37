import type { Check } from "./check";
import { quoted } from "./quoted";
import { describe, sentence } from "./describe";
import { UNDECIDED } from "./undecided";
import type { ContainerView } from "./view";

/**
 * Groups that each document must hold complete, although policies are merged afterwards: AWS checks
 * them before it merges.
 */
export const checkGroups: Check = (view, { findings }) => {
  const { required, oneOf, concept, node } = view.grammar;
  if (required.length + oneOf.length === 0) {
    return;
  }
  const unrecorded = node.kind === "fixed" ? (node.oneOfUnrecorded ?? []) : [];
  const missing = required.filter((key) => !holds(view, key));
  if (missing.length > 0 && concept === "policy") {
    findings.refuse("plans-missing", {
      message: 'The document has no key "plans"; a backup policy contains plans and nothing else.',
      path: "",
      offset: view.offset,
      hint: 'Write {"plans": {...}}.',
    });
  } else if (missing.length > 0) {
    refuseIncomplete(view, missing, required.join(" and "), findings);
  }
  if (oneOf.length > 0 && ![...oneOf, ...unrecorded].some((key) => holds(view, key))) {
    refuseIncomplete(view, oneOf, oneOf.join(" or "), findings);
  }
};

function refuseIncomplete(
  view: ContainerView,
  missing: readonly string[],
  demanded: string,
  findings: Parameters<Check>[1]["findings"],
): void {
  const what =
    view.grammar.oneOf.length > 0
      ? "both are missing"
      : `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing`;
  const controlOnly = missing.find((key) => view.children.has(key));
  findings.refuse("key-required", {
    message: `${sentence(describe(view))} needs ${demanded} in the same document, whatever other policies hold; ${what}.`,
    path: view.path(),
    offset: view.offset,
    hint:
      controlOnly === undefined
        ? `Write ${missing.join(view.grammar.oneOf.length > 0 ? " or " : " and ")} here too, even where a policy above sets it.`
        : `${quoted(controlOnly)} holds no value here; whether AWS counts a control alone is not recorded, and it is taken not to.`,
  });
}

function holds(view: ContainerView, key: string): boolean {
  if (!view.children.has(key)) {
    return false;
  }
  const child = view.children.get(key);
  if (child?.kind === "setting") {
    return child.hasValue || (child.control !== undefined && UNDECIDED.controlAloneCompletesGroup.holds);
  }
  // A child that could not be read is reported for itself.
  const isEmpty =
    child?.kind === "container" && child.grammar.concept === "conditions" && child.children.size === 0;
  return !isEmpty || UNDECIDED.emptyConditionsCompleteSelection.holds;
}
