import type { Edit } from "../../review/edit";
import type { Change, Review } from "../../review/review";
import type { Finding } from "../../text/finding";
import { joinPath } from "../../text/policy-path";
import {
  changePhrase,
  EDIT_SIGNS,
  editKind,
  scheduleChange,
  settingPhrase,
  splitSetting,
} from "../review/edit-words";
import { foldEdits } from "../review/fold-edits";
import type { FoldedEdit, WholePart } from "../review/fold-edits";
import { statusWords } from "../review/status-words";
import { wholePartWords } from "../review/whole-part-words";
import { worstFirst } from "../review/worst-first";
import type { Mark, PageChange, PageEdit, PageFinding } from "./page-model";
import type { PageTree } from "./page-nodes";
import { pagePhrase, pageText } from "./page-text";

/** What happens to the accounts of a change. */
export function markOf({ before, after }: Pick<Change, "before" | "after">, changed: boolean): Mark {
  if (before.status === "absent") {
    return "new";
  }
  switch (after.status) {
    case "absent":
      return "gone";
    case "withheld":
      return "withheld";
    case "not-knowable":
      return "unknowable";
    case "empty":
      return before.status === "empty" ? "same" : "lost";
    case "published":
      return changed ? "changed" : "same";
  }
}

export function pageChanges({ changes, policyNames }: Review, tree: PageTree): readonly PageChange[] {
  return worstFirst(changes).map((change) => {
    const words = statusWords(change);
    return {
      scope: pageText(change.scope, 2000),
      mark: markOf(change, true),
      label: words?.label ?? "",
      sentence: words?.sentence ?? "",
      accounts: tree.ranges(change.accounts),
      count: change.accounts.length,
      edits: foldEdits(change).map((edit) => pageEdit(edit, policyNames)),
    };
  });
}

export function pageFindings({ findings, policyNames }: Review, tree: PageTree): readonly PageFinding[] {
  return findings.map((finding) => ({
    rule: pageText(finding.rule),
    severity: pageText(finding.severity),
    message: pageText(finding.message, 2000),
    path: pageText(finding.path),
    hint: pageText(finding.hint, 1000),
    policies: names(finding.policies, policyNames),
    requirement: requirementText(finding.requirement),
    acknowledged: acknowledgement(finding.acknowledged),
    accounts: tree.ranges(finding.accounts),
    count: finding.accounts.length,
  }));
}

function requirementText(requirement: Finding["requirement"]): string {
  return requirement === undefined ? "" : pageText(`${requirement.id}, ${requirement.where}`);
}

function acknowledgement(acknowledged: Finding["acknowledged"]): string {
  if (acknowledged === undefined) {
    return "";
  }
  const { reason, where, expires } = acknowledged;
  return pageText(`accepted${expires === undefined ? "" : ` until ${expires}`}: ${reason} (${where})`);
}

function pageEdit(edit: FoldedEdit, policyNames: ReadonlyMap<string, string>): PageEdit {
  return edit.kind === "setting" ? settingEdit(edit.edit, policyNames) : partEdit(edit, policyNames);
}

function settingEdit(edit: Edit, policyNames: ReadonlyMap<string, string>): PageEdit {
  const { container, setting } = splitSetting(edit.path);
  const words = scheduleChange(edit);
  return [
    EDIT_SIGNS[editKind(edit)],
    pageText(joinPath(container)),
    `${pagePhrase(settingPhrase(setting))}: ${pagePhrase(changePhrase(edit))}`,
    names(edit.policies, policyNames),
    words === undefined ? [] : [pagePhrase(words)],
  ];
}

function partEdit(part: WholePart, policyNames: ReadonlyMap<string, string>): PageEdit {
  const { title, facts, rules } = wholePartWords(part);
  return [
    EDIT_SIGNS[part.kind],
    part.part === "plan"
      ? ""
      : pageText(
          part.path
            .split("/")
            .slice(0, part.part === "copy" ? 4 : 2)
            .join("/"),
        ),
    [pagePhrase(title), facts.map(pagePhrase).join("; ")].filter((words) => words !== "").join(": "),
    names(part.policies, policyNames),
    rules.map((rule) => `${pagePhrase(rule.title)}: ${rule.facts.map(pagePhrase).join(", ")}`),
  ];
}

function names(ids: readonly string[], policyNames: ReadonlyMap<string, string>): string {
  return ids.map((id) => pageText(policyNames.get(id) ?? id, 120)).join(", ");
}
