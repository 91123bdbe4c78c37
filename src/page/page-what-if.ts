import type { WhatIf } from "../change/what-if";
import { shellCommand } from "./shell-command";
import type { PageCommand } from "./shell-command";

/** A change that is tried in the page; targets, accounts and policies by id. */
export type PageWhatIf = Exclude<WhatIf, { readonly kind: "new-account" }>;

/** The order in which the command line carries out its flags. */
const ORDER: readonly PageWhatIf["kind"][] = ["move", "detach", "attach", "edit"];

export function inCommandOrder(changes: readonly PageWhatIf[]): readonly PageWhatIf[] {
  return ORDER.flatMap((kind) => changes.filter((change) => change.kind === kind));
}

/**
 * The command that reviews the same.
 *
 * @param base the command that wrote the page, without its what-ifs
 */
export function whatIfCommand(base: readonly string[], changes: readonly PageWhatIf[]): PageCommand {
  const flags: string[] = [];
  for (const change of inCommandOrder(changes)) {
    if (change.kind === "edit") {
      return {
        ok: false,
        reason: "An edited policy has no flag: download the organization file and review that.",
      };
    }
    const [what, target] = [change.kind === "move" ? change.account : change.policy, change.target];
    if (what.includes("=")) {
      return { ok: false, reason: `--${change.kind} cannot name what has "=" in its id.` };
    }
    flags.push(`--${change.kind}`, `${what}=${target}`);
  }
  return shellCommand([...base, ...flags]);
}
