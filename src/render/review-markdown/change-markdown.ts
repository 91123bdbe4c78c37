import type { SettingChange } from "../../review/setting-change";
import type { AccountChange } from "../../review/account-change";
import { joinPath, splitPath } from "../../text/policy-path";
import { counted } from "../../text/counted";
import {
  changeTemplate,
  EDIT_SIGNS,
  editKind,
  scheduleChange,
  settingTemplate,
  splitSetting,
} from "../review/edit-words";
import type { EditKind } from "../review/edit-words";
import { foldEdits } from "../review/fold-edits";
import type { FoldedEdit, WholePart } from "../review/fold-edits";
import { templateText } from "../review/template";
import type { Template } from "../review/template";
import { shortScope } from "../review/short-scope";
import { statusWords } from "../review/status-words";
import { wholePartWords } from "../review/whole-part-words";
import { cellCode, codeSpan, fenced, safeLine } from "./for-markdown";
import { grouped } from "../../text/grouped";

const LONGEST_SCOPE = 160;
const EDITS_PER_ROW = 3;
const LINES_PER_CHANGE = 120;
const LONGEST_LINE = 400;
/** How a diff block colours what comes, goes and changes. */
const DIFF_SIGNS: Readonly<Record<EditKind, string>> = { added: "+", removed: "-", changed: "!" };

export const CHANGE_TABLE_HEAD = "| accounts | where | what |\n|---:|---|---|";

/** How often each edit occurs: what nearly every change does tells them apart least. */
export type EditCounts = ReadonlyMap<string, number>;

export function countEdits(changes: readonly AccountChange[]): EditCounts {
  const counts = new Map<string, number>();
  for (const edit of changes.flatMap(foldEdits)) {
    const key = rowText(edit);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** A change as a row of the table. */
export function changeRow(change: AccountChange, counts: EditCounts): string {
  const often = (edit: FoldedEdit): number => counts.get(rowText(edit)) ?? 0;
  const edits = [...foldEdits(change)].sort((first, second) => often(first) - often(second));
  const words = statusWords(change);
  const shown = edits.slice(0, EDITS_PER_ROW).map((edit) => cellCode(rowText(edit), 160));
  const more = edits.length - shown.length;
  const what = [
    ...(words === undefined ? [] : [`**${words.label}**`]),
    ...shown,
    ...(more === 0 ? [] : [`and ${counted(more, "more", "more")}`]),
  ].join("<br>");
  const where = cellCode(shortScope(change.scope, LONGEST_SCOPE), LONGEST_SCOPE + 40);
  return `| ${grouped(change.accounts.length)} | ${where} | ${what} |`;
}

/** A change with every edit and the policies behind it. */
export function changeDetail(change: AccountChange, names: ReadonlyMap<string, string>): string {
  const words = statusWords(change);
  const lines = [
    ...(words === undefined ? [] : [`# ${words.sentence}`]),
    ...detailLines(foldEdits(change), names),
  ];
  const more = lines.length - LINES_PER_CHANGE;
  const shown =
    more <= 0 ? lines : [...lines.slice(0, LINES_PER_CHANGE), `# and ${counted(more, "more line")}`];
  const label = words === undefined ? "" : ` (${words.label})`;
  const where = codeSpan(shortScope(change.scope, LONGEST_SCOPE), LONGEST_SCOPE + 40);
  return `**${counted(change.accounts.length, "account")}**${label}: ${where}\n\n${fenced("diff", shown)}`;
}

function detailLines(edits: readonly FoldedEdit[], names: ReadonlyMap<string, string>): readonly string[] {
  const lines: string[] = [];
  let heading = "";
  for (const edit of edits) {
    const container =
      edit.kind === "setting" ? joinPath(splitSetting(edit.path).container) : parentOf(edit.path);
    if (container !== heading) {
      heading = container;
      lines.push(...(container === "" || container === "plans" ? [] : [`@@ ${plain(container)} @@`]));
    }
    lines.push(...(edit.kind === "setting" ? settingLines(edit.edit, names) : partLines(edit, names)));
  }
  return lines;
}

function settingLines(edit: SettingChange, names: ReadonlyMap<string, string>): readonly string[] {
  const setting = plainTemplate(settingTemplate(splitSetting(edit.path).setting));
  const words = scheduleChange(edit);
  const line = `${DIFF_SIGNS[editKind(edit)]} ${setting}: ${plainTemplate(changeTemplate(edit))}${behind(edit.policies, names)}`;
  return [line, ...(words === undefined ? [] : [`#   ${plainTemplate(words)}`])];
}

function partLines(part: WholePart, names: ReadonlyMap<string, string>): readonly string[] {
  const { title, facts, rules } = wholePartWords(part);
  const sign = DIFF_SIGNS[part.kind];
  return [
    `${sign} ${plainTemplate(title)}: ${facts.map(plainTemplate).join("; ")}${behind(part.policies, names)}`,
    ...rules.map(
      (rule) => `${sign}   ${plainTemplate(rule.title)}: ${rule.facts.map(plainTemplate).join(", ")}`,
    ),
  ];
}

function behind(policies: readonly string[], names: ReadonlyMap<string, string>): string {
  return policies.length === 0 ? "" : `  # ${policies.map((id) => plain(names.get(id) ?? id)).join(", ")}`;
}

/** An edit in a few words, with the plan and rule that it is for. */
function rowText(edit: FoldedEdit): string {
  if (edit.kind !== "setting") {
    const { title } = wholePartWords(edit);
    const plan = edit.part === "plan" ? "" : ` of ${splitPath(edit.path)[1] ?? ""}`;
    return `${EDIT_SIGNS[edit.kind]} ${outside(title)}${plan}`;
  }
  const { container, setting } = splitSetting(edit.path);
  const place = [container[1], ...container.slice(3)].filter((name) => name !== undefined).join("/");
  return `${EDIT_SIGNS[editKind(edit.edit)]} ${place} ${outside(settingTemplate(setting))}: ${outside(changeTemplate(edit.edit))}`;
}

function parentOf(path: string): string {
  const segments = splitPath(path);
  return joinPath(
    segments.slice(0, segments.length === 2 ? 0 : segments[2] === "rules" && segments.length === 6 ? 4 : 2),
  );
}

function outside(words: Template): string {
  return templateText(words, (text) => text);
}

function plainTemplate(words: Template): string {
  return templateText(words, plain);
}

function plain(text: string): string {
  return safeLine(text, LONGEST_LINE / 2);
}
