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
    const what = change.kind === "move" ? change.account : change.policy;
    if (what.includes("=")) {
      return { ok: false, reason: `--${change.kind} cannot name what has "=" in its id.` };
    }
    if (comesTooEarly(change, base, organization)) {
      return onlyAsFile(
        change.kind === "edit"
          ? "The command that wrote this page edits this policy"
          : `The command that wrote this page has what-ifs that it would carry out after this --${change.kind}`,
      );
    }
    flags.push(`--${change.kind}`, `${what}=${change.kind === "edit" ? STANDARD_INPUT : change.target}`);
  }
  const edits = changes.filter((change) => change.kind === "edit");
  if (base.some((word) => word.endsWith("=-"))) {
    return onlyAsFile("The command that wrote this page read a text from standard input");
  }
  return edits.length + base.filter(isStandardInput).length > 1
    ? onlyAsFile("A command reads one text at most")
    : shellCommand([...base, ...flags], edits[0]?.text);
}

function onlyAsFile(reason: string): PageCommand {
  return { ok: false, reason: `${reason}: download the organization file and review that.` };
}

const STANDARD_INPUT = "-";
const isStandardInput = (word: string): boolean => word === STANDARD_INPUT;

/**
 * The command line moves before it detaches, and detaches before it attaches: what comes last in the page would come
 * before what the page was written with. It edits a policy once.
 */
function comesTooEarly(change: PageWhatIf, base: readonly string[], organization: Organization): boolean {
  if (change.kind === "move") {
    return base.some((word) => word === "--detach" || word === "--attach");
  }
  const names = [change.policy, organization.policy(change.policy)?.name ?? change.policy];
  const later = change.kind === "attach" ? undefined : change.kind === "detach" ? "--attach" : "--edit";
  return base.some(
    (word, index) => word === later && names.some((name) => base[index + 1]?.startsWith(`${name}=`)),
  );
}
