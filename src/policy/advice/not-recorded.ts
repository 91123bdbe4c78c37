import { getOrAdd } from "../../text/get-or-add";
import type { Concept } from "../grammar/node";
import type { CompiledContainer } from "../validate/compiled";
import type { Occurrence } from "../validate/findings";
import { copyVaultArn } from "../grammar/value-spec";
import { UNDECIDED } from "../validate/undecided";
import type { Undecided } from "../validate/undecided";
import type { ContainerView, SettingView, View } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/** Where the decision "accepted" rests on no evidence, the reader is told. */
export const notRecorded: AdviceRule = {
  id: "not-recorded",
  severity: "notice",
  sentence: "Whether AWS accepts this is not recorded; it is taken to.",
  hint: "Avoid it, or try it in a test organization.",
  concepts: "every",
  check: (view, { isUnusual }) => {
    if (!isUnusual && !holdsDoubted(view.grammar)) {
      return undefined;
    }
    let findings: Occurrence[] | undefined;
    const look = (child: View | undefined): void => {
      const doubt = child === undefined ? undefined : doubtOf(child);
      if (child !== undefined && doubt?.holds === true) {
        findings ??= [];
        findings.push({
          message: `AWS's answer is not recorded, and it is assumed to accept this. ${doubt.question}`,
          path: child.path(),
          offset: child.offset,
          hint: "Avoid it, or try it in a test organization.",
        });
      }
    };
    // The document itself has no parent.
    if (view.parent === undefined) {
      look(view);
    }
    view.children.forEach(look);
    return findings;
  },
};

/** Containers in which something may be in doubt that is written as usual. */
const DOUBTED: ReadonlySet<Concept> = new Set<Concept>(["conditions", "resource-selection", "copy-action"]);
const known = new Map<CompiledContainer, boolean>();

/** Whether one of them, or a setting with values that are not recorded, may stand in a container. */
function holdsDoubted(grammar: CompiledContainer): boolean {
  return getOrAdd(known, grammar, () =>
    [...grammar.keys.values(), ...(grammar.child === undefined ? [] : [grammar.child])].some((child) =>
      child.kind === "container" ? DOUBTED.has(child.concept) : child.recorded !== undefined,
    ),
  );
}

function doubtOf(view: View): Undecided | undefined {
  if (view.aliased !== undefined) {
    return UNDECIDED.operatorInTwoSpellings;
  }
  return view.kind === "container" ? containerDoubt(view) : settingDoubt(view);
}

function containerDoubt(view: ContainerView): Undecided | undefined {
  switch (view.grammar.concept) {
    case "conditions": {
      const { parent } = view;
      const alone =
        parent?.grammar.concept === "resource-selection" && !parent.children.has("resource_types");
      return alone && view.children.size === 0 ? UNDECIDED.emptyConditionsCompleteSelection : undefined;
    }
    case "resource-selection":
      return view.children.has("not_resource_types") &&
        !view.children.has("resource_types") &&
        !view.children.has("conditions")
        ? UNDECIDED.exclusionAloneSelects
        : undefined;
    case "copy-action":
      return isVaultArn.test(view.name) ? undefined : UNDECIDED.copyActionNamedFreely;
    default:
      return undefined;
  }
}

const isVaultArn = new RegExp(copyVaultArn.pattern, "i");

function settingDoubt(view: SettingView): Undecided | undefined {
  const { text, assign, grammar } = view;
  if (text === undefined) {
    return undefined;
  }
  const isNull = assign?.kind === "scalar" && assign.value === null;
  const isOther = grammar.recorded?.test(text) === false;
  if ((!isNull && !isOther) || !grammar.check(text)) {
    return undefined;
  }
  return isNull ? UNDECIDED.nullCountsAsText : UNDECIDED.conditionOnAnything;
}
