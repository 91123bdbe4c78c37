import type { SettingChange } from "../review/setting-change";
import type { AccountChange } from "../review/account-change";
import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import { joinPath } from "../text/policy-path";
import {
  changeTemplate,
  EDIT_SIGNS,
  editKind,
  scheduleChange,
  settingTemplate,
  splitSetting,
} from "../render/review/edit-words";
import { foldEdits } from "../render/review/fold-edits";
import type { FoldedEdit, WholePart } from "../render/review/fold-edits";
import { statusWords } from "../render/review/status-words";
import { wholePartWords } from "../render/review/whole-part-words";
import { worstFirst } from "../render/review/worst-first";
import type { Mark, PageChange, PageEdit, PageFinding } from "./page-model";
import type { PageTree } from "./page-nodes";
import { templateForPage, forPage } from "./for-page";

/** What happens to the accounts of a change. */
export function markOf({ before, after }: Pick<AccountChange, "before" | "after">, changed: boolean): Mark {
  if (before.status === "absent") {
    return "new";
  }
  switch (after.status) {
    case "absent":
      return "gone";
    case "withheld":
      return "withheld";
    case "may-change":
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
      scope: forPage(change.scope, 2000),
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
    rule: forPage(finding.rule),
    severity: forPage(finding.severity),
    message: forPage(finding.message, 2000),
    path: forPage(finding.path),
    hint: forPage(finding.hint, 1000),
    policies: names(finding.policies, policyNames),
    requirement: requirementText(finding.requirement),
    acknowledged: acknowledgement(finding.acknowledged),
    accounts: tree.ranges(finding.accounts),
    count: finding.accounts.length,
  }));
}

function requirementText(requirement: Finding["requirement"]): string {
  return requirement === undefined ? "" : forPage(`${requirement.id}, ${requirement.where}`);
}

function acknowledgement(acknowledged: Finding["acknowledged"]): string {
  if (acknowledged === undefined) {
    return "";
  }
  const { reason, where, expires } = acknowledged;
  return forPage(`accepted${expires === undefined ? "" : ` until ${expires}`}: ${reason} (${where})`);
}

function pageEdit(edit: FoldedEdit, policyNames: ReadonlyMap<string, string>): PageEdit {
  return edit.kind === "setting" ? settingEdit(edit.edit, policyNames) : partEdit(edit, policyNames);
}

function settingEdit(edit: SettingChange, policyNames: ReadonlyMap<string, string>): PageEdit {
  const { container, setting } = splitSetting(edit.path);
  const words = scheduleChange(edit);
  return [
    EDIT_SIGNS[editKind(edit)],
    forPage(joinPath(container)),
    `${templateForPage(settingTemplate(setting))}: ${templateForPage(changeTemplate(edit))}`,
    names(edit.policies, policyNames),
    words === undefined ? [] : [templateForPage(words)],
  ];
}

function partEdit(part: WholePart, policyNames: ReadonlyMap<string, string>): PageEdit {
  const { title, facts, rules } = wholePartWords(part);
  return [
    EDIT_SIGNS[part.kind],
    part.part === "plan"
      ? ""
      : forPage(
          part.path
            .split("/")
            .slice(0, part.part === "copy" ? 4 : 2)
            .join("/"),
        ),
    [templateForPage(title), facts.map(templateForPage).join("; ")]
      .filter((words) => words !== "")
      .join(": "),
    names(part.policies, policyNames),
    rules.map((rule) => `${templateForPage(rule.title)}: ${rule.facts.map(templateForPage).join(", ")}`),
  ];
}

function names(ids: readonly string[], policyNames: ReadonlyMap<string, string>): string {
  return ids.map((id) => forPage(policyNames.get(id) ?? id, 120)).join(", ");
}
