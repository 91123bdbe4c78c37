import { existsSync } from "node:fs";
import { editedPolicy } from "../app/edited-policy";
import { OrgBackupError } from "../org-backup-error";
import { halvesOf } from "../change/what-if";
import type { WhatIf } from "../change/what-if";

/** What-ifs: changes that are tried without writing code. */
export interface WhatIfOptions {
  readonly move?: readonly string[];
  readonly attach?: readonly string[];
  readonly detach?: readonly string[];
  readonly newAccount?: readonly string[];
  readonly edit?: readonly string[];
}

/**
 * The changes in the order: accounts first, then what is detached, then what is attached, edited texts last.
 *
 * @param at the time of the calls
 * @throws OrgBackupError (`usage`, `input`)
 */
export function whatIfOf(options: WhatIfOptions, at: Date): readonly WhatIf[] {
  return [
    ...(options.newAccount ?? []).map((text): WhatIf => {
      return { kind: "new-account", ...named("name", "--new-account", "NAME=OU", text) };
    }),
    ...(options.move ?? []).map((text): WhatIf => {
      return { kind: "move", ...named("account", "--move", "ACCOUNT=TARGET", text) };
    }),
    ...(options.detach ?? []).map((text): WhatIf => {
      return { kind: "detach", ...named("policy", "--detach", "POLICY=TARGET", text) };
    }),
    ...(options.attach ?? []).map((text): WhatIf => {
      return { kind: "attach", ...named("policy", "--attach", "POLICY=TARGET", text) };
    }),
    ...editsOf(options).map(([policy, file]): WhatIf => {
      return { kind: "edit", policy, text: editedPolicy(file, at) };
    }),
  ];
}

/** The policies that get another text, and the files with it; names of both may contain `=`. */
export function editsOf({ edit = [] }: WhatIfOptions): readonly (readonly [policy: string, file: string])[] {
  return edit.map((text) => {
    const first = halves("--edit", "POLICY=FILE", text);
    const [found, ...more] = halvesOf(text).filter(([, file]) => file === "-" || existsSync(file));
    if (more.length > 0) {
      const message = `--edit ${JSON.stringify(text)} can be read in several ways: several of the files exist.`;
      throw new OrgBackupError("usage", message, { hint: "Give the policy's id." });
    }
    return found ?? first;
  });
}

type Named<Key extends string> = Readonly<Record<Key | "target" | "spelled", string>>;

function named<Key extends string>(key: Key, option: string, form: string, spelled: string): Named<Key> {
  const [name, target] = halves(option, form, spelled);
  return { [key]: name, target, spelled } as Named<Key>;
}

function halves(option: string, form: string, text: string): readonly [string, string] {
  const [first] = text.startsWith("=") ? [] : halvesOf(text);
  if (first === undefined) {
    throw new OrgBackupError("usage", `${option} expects ${form}, found ${JSON.stringify(text)}.`);
  }
  return first;
}
