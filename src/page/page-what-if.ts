import type { Organization } from "../organization/organization";
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
 * The command that reviews the same: that which wrote the page, with more what-ifs.
 *
 * @param organization the one of the page, in which nothing has been tried
 */
export function whatIfCommand(
  base: readonly string[],
  changes: readonly PageWhatIf[],
  organization: Organization,
): PageCommand {
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
    if (comesTooEarly(change, base, organization)) {
      return {
        ok: false,
        reason: `The command that wrote this page attaches what this --${change.kind} is about, and would do so after it: download the organization file and review that.`,
      };
    }
    flags.push(`--${change.kind}`, `${what}=${target}`);
  }
  return shellCommand([...base, ...flags]);
}

/** The command line detaches before it attaches, and moves before both: here it would come after them. */
function comesTooEarly(change: PageWhatIf, base: readonly string[], organization: Organization): boolean {
  const later = change.kind === "move" ? /^--(?:de|at)tach$/ : change.kind === "detach" ? /^--attach$/ : /^$/;
  return base.some((word, index) => {
    const value = base[index + 1] ?? "";
    return (
      later.test(word) &&
      [...value.matchAll(/=/g)].some(({ index: at }) => {
        const [policy, target] = [value.slice(0, at), value.slice(at + 1)];
        // A move changes the path by which an account is named.
        return change.kind === "move"
          ? target === organization.path(change.account)
          : change.kind === "detach" &&
              isNamed(policy, change.policy, organization) &&
              isNamed(target, change.target, organization);
      })
    );
  });
}

function isNamed(word: string, id: string, organization: Organization): boolean {
  const name = organization.policy(id)?.name ?? organization.target(id)?.name;
  return [id, name, organization.path(id)].includes(word);
}
