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
import { shortScope } from "../review/short-scope";
import { statusWords } from "../review/status-words";
import type { StatusWords } from "../review/status-words";
import { displayWidth } from "../../text/display-width";
import { oneLine } from "../../text/shorten";
import { wrapLines } from "../../text/wrap-text";
import { wholePartWords } from "../review/whole-part-words";
import type { Style } from "../style";
import { partStory, settingStory } from "./edit-story";
import type { ChangeHistory } from "./edit-story";
import type { ReviewTextOptions } from "./review-text-options";
import { nameForTerminal, templateForTerminal, forTerminal } from "./for-terminal";

const LONGEST_SCOPE = 300;

/** One row of the review: the accounts, then every edit under its rule or selection. */
export function changeText(
  change: AccountChange,
  names: ReadonlyMap<string, string>,
  history: ChangeHistory | undefined,
  options: ReviewTextOptions,
): string {
  return new ChangeBlock(names, history, options).text(change);
}

/** A change in one line: the accounts, and in how many settings of which plans they change. */
export function changeLine(change: AccountChange, width: number): string {
  const words = statusWords(change);
  const plans = new Set(change.edits.map(({ path }) => splitPath(path)[1] ?? ""));
  const what = `${counted(change.edits.length, "setting")} of ${[...plans].map((plan) => forTerminal(plan, 40)).join(", ")}`;
  const count = `${counted(change.accounts.length, "account")}${words === undefined ? "" : ` (${words.label})`}`;
  const where = shortScope(forTerminal(change.scope, LONGEST_SCOPE * 4), 60);
  return oneLine(`    ${count}: ${where}: ${what}`, width);
}

class ChangeBlock {
  private readonly style: Style;
  private readonly width: number;

  constructor(
    private readonly names: ReadonlyMap<string, string>,
    private readonly history: ChangeHistory | undefined,
    options: ReviewTextOptions,
  ) {
    this.style = options.style;
    this.width = options.width;
  }

  text(change: AccountChange): string {
    const words = statusWords(change);
    const lines = [...this.title(change, words)];
    if (words !== undefined) {
      lines.push(...wrapLines(words.sentence, this.width, "    ").map(toneStyle(this.style, words.tone)));
    }
    for (const group of groupsOf(foldEdits(change))) {
      lines.push(...this.group(group));
    }
    return lines.join("\n");
  }

  private title({ accounts, scope }: AccountChange, words: StatusWords | undefined): readonly string[] {
    const count = counted(accounts.length, "account");
    const label = words === undefined ? "" : ` (${words.label})`;
    const where = shortScope(forTerminal(scope, LONGEST_SCOPE * 4), LONGEST_SCOPE);
    const [first = "", ...rest] = wrapLines(`${count}${label}: ${where}`, this.width, "  ", "    ");
    return [first.replace(count, this.style.bold(count)), ...rest];
  }

  private group({ container, edits }: EditGroup): readonly string[] {
    const policies = new Set(edits.map((edit) => this.from(edit)));
    const [common = ""] = policies.size === 1 ? policies : [];
    const heading = forTerminal(joinPath(container));
    const lines =
      container.length === 0
        ? []
        : [...this.withOrigin(wrapLines(heading, this.width, "    ", "      "), common)];
    for (const edit of edits) {
      const origin = common === "" || container.length === 0 ? this.from(edit) : "";
      lines.push(
        ...(edit.kind === "setting" ? this.setting(edit.edit, origin) : this.wholePart(edit, origin)),
      );
      lines.push(...this.story(edit));
    }
    return lines;
  }

  private setting(edit: SettingChange, origin: string): readonly string[] {
    const setting = templateForTerminal(settingTemplate(splitSetting(edit.path).setting));
    const words = scheduleChange(edit);
    return [
      ...this.withOrigin(
        this.signed(editKind(edit), `${setting}: ${templateForTerminal(changeTemplate(edit))}`),
        origin,
      ),
      ...(words === undefined
        ? []
        : wrapLines(templateForTerminal(words), this.width, "          ").map(this.style.dim)),
    ];
  }

  private wholePart(part: WholePart, origin: string): readonly string[] {
    const { title, facts, rules } = wholePartWords(part);
    const said = facts.map(templateForTerminal).join(part.part === "plan" ? "; " : ", ");
    return [
      ...this.withOrigin(
        this.signed(part.kind, `${templateForTerminal(title)}${said === "" ? "" : `: ${said}`}`),
        origin,
      ),
      ...rules.flatMap((rule) =>
        wrapLines(
          `${templateForTerminal(rule.title)}: ${rule.facts.map(templateForTerminal).join(", ")}`,
          this.width,
          "          ",
          "            ",
        ),
      ),
    ];
  }

  private signed(kind: EditKind, text: string): readonly string[] {
    const sign = EDIT_SIGNS[kind];
    const [first = "", ...rest] = wrapLines(text, this.width, `      ${sign} `, "          ");
    const paint = { added: this.style.green, removed: this.style.red, changed: this.style.yellow }[kind];
    return [first.replace(sign, paint(sign)), ...rest];
  }

  private from(edit: FoldedEdit): string {
    const ids = edit.kind === "setting" ? edit.edit.policies : edit.policies;
    return ids.map((id) => nameForTerminal(id, this.names)).join(", ");
  }

  /** The policy behind the last line where there is room for it, else below. */
  private withOrigin(lines: readonly string[], origin: string): readonly string[] {
    const last = lines.at(-1) ?? "";
    if (origin === "") {
      return lines;
    }
    const plain = last.replace(ANSI, "");
    return displayWidth(plain) + 2 + displayWidth(origin) <= this.width
      ? [...lines.slice(0, -1), `${last}  ${this.style.dim(origin)}`]
      : [...lines, ...wrapLines(origin, this.width, "            ").map(this.style.dim)];
  }

  private story(edit: FoldedEdit): readonly string[] {
    if (this.history === undefined) {
      return [];
    }
    const steps =
      edit.kind === "setting" ? settingStory(edit.edit, this.history) : partStory(edit, this.history);
    return steps.flatMap(({ text, blocked }) => {
      const lines = wrapLines(text, this.width, "          ", "            ");
      return blocked ? lines.map(this.style.red) : lines.map(this.style.dim);
    });
  }
}

// eslint-disable-next-line no-control-regex -- the escapes of our own style, to count columns
const ANSI = /\u001b\[\d+m/g;

interface EditGroup {
  readonly container: readonly string[];
  readonly edits: readonly FoldedEdit[];
}

/** Neighbours under the same rule or selection stand under one heading. */
function groupsOf(edits: readonly FoldedEdit[]): readonly EditGroup[] {
  const groups: { readonly container: readonly string[]; readonly edits: FoldedEdit[] }[] = [];
  for (const edit of edits) {
    const container = edit.kind === "setting" ? splitSetting(edit.path).container : containerOf(edit);
    const last = groups.at(-1);
    if (last !== undefined && joinPath(last.container) === joinPath(container)) {
      last.edits.push(edit);
    } else {
      groups.push({ container, edits: [edit] });
    }
  }
  return groups;
}

function containerOf({ path, part }: WholePart): readonly string[] {
  const depth = { plan: 0, rule: 2, "tag selection": 2, "resource selection": 2, copy: 4 }[part];
  return splitSetting(path).container.slice(0, depth);
}

function toneStyle(style: Style, tone: StatusWords["tone"]): (text: string) => string {
  return { bad: style.red, doubtful: style.yellow, good: style.green, plain: style.dim }[tone];
}
