import type { SettingValue } from "../../effective/setting-value";
import type { SettingChange } from "../../review/setting-change";
import type { AccountChange, AccountOutcome } from "../../review/account-change";
import { setOwn } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { joinPath, splitPath } from "../../text/policy-path";

/** What a plan is made of, as far as it comes and goes as a whole. */
export type PartKind = "plan" | "rule" | "copy" | "tag selection" | "resource selection";

/** A part that comes or goes with everything in it. */
export interface WholePart {
  readonly kind: "added" | "removed";
  readonly part: PartKind;
  readonly path: string;
  readonly name: string;
  /** What it holds, as rendered. */
  readonly settings: JsonObject;
  readonly edits: readonly SettingChange[];
  readonly policies: readonly string[];
}

export type FoldedEdit =
  WholePart | { readonly kind: "setting"; readonly path: string; readonly edit: SettingChange };

/**
 * The edits of a change, a whole plan, rule, copy or selection that comes or goes as one. A part counts as
 * whole where it gets or loses the settings without which AWS publishes nothing, and the side on which it
 * is missing was published: there it cannot have stood without them.
 */
export function foldEdits({
  edits,
  before,
  after,
}: Pick<AccountChange, "edits" | "before" | "after">): readonly FoldedEdit[] {
  const root = new EditNode([]);
  for (const edit of edits) {
    root.add(edit, splitPath(edit.path));
  }
  return root.fold({ added: isCertain(before), removed: isCertain(after) });
}

function isCertain({ status }: AccountOutcome): boolean {
  return status === "published" || status === "empty" || status === "absent";
}

type Certain = Readonly<Record<WholePart["kind"], boolean>>;

class EditNode {
  private readonly children = new Map<string, EditNode>();
  private readonly own: SettingChange[] = [];
  private readonly all: SettingChange[] = [];

  constructor(private readonly path: readonly string[]) {}

  add(edit: SettingChange, segments: readonly string[]): void {
    this.all.push(edit);
    const [name, ...rest] = segments;
    if (name === undefined) {
      this.own.push(edit);
      return;
    }
    const child = this.children.get(name) ?? new EditNode([...this.path, name]);
    this.children.set(name, child);
    child.add(edit, rest);
  }

  fold(certain: Certain): readonly FoldedEdit[] {
    const whole = this.whole(certain);
    if (whole !== undefined) {
      return [whole];
    }
    return [
      ...this.own.map((edit) => ({ kind: "setting", path: edit.path, edit }) as const),
      ...[...this.children.values()].flatMap((child) => child.fold(certain)),
    ];
  }

  private whole(certain: Certain): WholePart | undefined {
    const part = partKind(this.path);
    const kind = direction(this.all);
    if (part === undefined || kind === undefined || !certain[kind]) {
      return undefined;
    }
    const settings = this.settings();
    return isComplete(part, settings)
      ? {
          kind,
          part,
          path: joinPath(this.path),
          name: this.path.at(-1) ?? "",
          settings,
          edits: this.all,
          policies: [...new Set(this.all.flatMap(({ policies }) => policies))],
        }
      : undefined;
  }

  private settings(): JsonObject {
    const object: Record<string, JsonValue> = {};
    for (const [name, child] of this.children) {
      const [edit] = child.own;
      setOwn<JsonValue>(object, name, edit === undefined ? child.settings() : (valueOf(edit) ?? ""));
    }
    return object;
  }
}

function valueOf({ before, after }: SettingChange): SettingValue | undefined {
  return after ?? before;
}

function direction(edits: readonly SettingChange[]): WholePart["kind"] | undefined {
  if (edits.every(({ before }) => before === undefined)) {
    return "added";
  }
  return edits.every(({ after }) => after === undefined) ? "removed" : undefined;
}

function partKind(path: readonly string[]): PartKind | undefined {
  const [, , kind, group] = path;
  if (path.length === 2) {
    return "plan";
  }
  if (kind === "rules") {
    return path.length === 4 ? "rule" : path.length === 6 && path[4] === "copy_actions" ? "copy" : undefined;
  }
  if (kind === "selections" && path.length === 5) {
    return group === "tags" ? "tag selection" : group === "resources" ? "resource selection" : undefined;
  }
  return undefined;
}

function isComplete(part: PartKind, settings: JsonObject): boolean {
  const has = (key: string): boolean => Object.hasOwn(settings, key);
  switch (part) {
    case "plan":
      return has("regions") && has("rules") && has("selections");
    case "rule":
      return has("target_backup_vault_name");
    case "copy":
      return has("target_backup_vault_arn");
    case "tag selection":
      return has("tag_value");
    case "resource selection":
      return has("iam_role_arn") && (has("resource_types") || has("conditions"));
  }
}
