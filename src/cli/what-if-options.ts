import { OrgBackupError } from "../org-backup-error";
import type { WhatIf } from "../change/what-if";

/** What-ifs: changes that are tried without writing code. */
export interface WhatIfOptions {
  readonly move?: readonly string[];
  readonly attach?: readonly string[];
  readonly detach?: readonly string[];
  readonly newAccount?: readonly string[];
}

/** The changes in the order: accounts first, then what is detached, then what is attached. */
export function whatIfOf(options: WhatIfOptions): readonly WhatIf[] {
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
  ];
}

function halves(option: string, form: string, text: string): readonly [string, string] {
  const split = text.indexOf("=");
  if (split < 1 || split === text.length - 1) {
    throw new OrgBackupError("usage", `${option} expects ${form}, found ${JSON.stringify(text)}.`);
  }
  return [text.slice(0, split), text.slice(split + 1)];
}
