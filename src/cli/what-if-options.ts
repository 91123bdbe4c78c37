import { editedPolicy } from "../app/edited-policy";
import { OrgBackupError } from "../org-backup-error";
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
      const [name, target] = halves("--new-account", "NAME=OU", text);
      return { kind: "new-account", name, target };
    }),
    ...(options.move ?? []).map((text): WhatIf => {
      const [account, target] = halves("--move", "ACCOUNT=TARGET", text);
      return { kind: "move", account, target };
    }),
    ...(options.detach ?? []).map((text): WhatIf => {
      const [policy, target] = halves("--detach", "POLICY=TARGET", text);
      return { kind: "detach", policy, target };
    }),
    ...(options.attach ?? []).map((text): WhatIf => {
      const [policy, target] = halves("--attach", "POLICY=TARGET", text);
      return { kind: "attach", policy, target };
    }),
    ...editsOf(options).map(([policy, file]): WhatIf => {
      return { kind: "edit", policy, text: editedPolicy(file, at) };
    }),
  ];
}

/** The policies that get another text, and the files with it. */
export function editsOf({ edit = [] }: WhatIfOptions): readonly (readonly [policy: string, file: string])[] {
  return edit.map((text) => halves("--edit", "POLICY=FILE", text));
}

function halves(option: string, form: string, text: string): readonly [string, string] {
  const split = text.indexOf("=");
  if (split < 1 || split === text.length - 1) {
    throw new OrgBackupError("usage", `${option} expects ${form}, found ${JSON.stringify(text)}.`);
  }
  return [text.slice(0, split), text.slice(split + 1)];
}
