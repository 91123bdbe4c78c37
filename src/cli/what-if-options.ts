import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { applyWhatIf } from "../review/what-if";
import type { WhatIf } from "../review/what-if";

/** Changes that are tried without writing code; each option may be repeated. */
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

/** @throws OrgBackupError (`usage`) where something named does not exist, or is so already */
export function withWhatIf(organization: Organization, changes: readonly WhatIf[]): Organization {
  const result = applyWhatIf(organization, changes);
  if (!result.ok) {
    throw new OrgBackupError("usage", "The change to try cannot be made.", {
      problems: result.problems.map(({ change, message }) => ({ where: `--${change.kind}`, message })),
    });
  }
  return result.organization;
}

function halves(option: string, form: string, text: string): readonly [string, string] {
  const split = text.indexOf("=");
  if (split < 1 || split === text.length - 1) {
    throw new OrgBackupError("usage", `${option} expects ${form}, found ${JSON.stringify(text)}.`);
  }
  return [text.slice(0, split), text.slice(split + 1)];
}
