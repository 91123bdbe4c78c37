import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewFileJson } from "../../render/review-file-json";
import { failsSynthesis } from "../../review/fails-synthesis";
import { REVIEW_FILE } from "../../review/review-file";
import type { Finding } from "../../text/finding";
import { AppRegistry } from "../app-registry";
import { App, Construct, TerraformStack } from "../framework";
import { reviewApp } from "./synthesis-review";

const CHECK_ID = "backup-policy-checks";

/**
 * Lets the synthesis of the stack of a construct check the whole app, before any stack is written. The
 * first stack reports for all of them.
 */
export function checkAtSynthesis(construct: Construct): void {
  const stack = TerraformStack.of(construct);
  if (stack.node.tryFindChild(CHECK_ID) === undefined) {
    const registry = AppRegistry.of(construct);
    const check = new Construct(stack, CHECK_ID);
    check.node.addValidation({
      validate: () => (registry.needsCheck(check) ? checkApp(registry, check) : []),
    });
  }
}

function checkApp(registry: AppRegistry, construct: Construct): string[] {
  const reviewed = reviewApp(registry, registry.settings?.at ?? new Date());
  if ("problems" in reviewed) {
    return [...reviewed.problems];
  }
  const { root } = construct.node;
  if (App.isApp(root)) {
    writeFileSync(join(root.outdir, reviewFileOf(registry)), reviewFileJson(reviewed));
  }
  return reviewed.review.findings.filter(failsSynthesis).map(messageOf);
}

function messageOf({ rule, position, message, path, scope, hint }: Finding): string {
  const where = position?.where === undefined ? "" : `${position.where}: `;
  const about = [path, scope ?? ""].filter((part) => part !== "").join(", ");
  return `${where}${message}${about === "" ? "" : ` (${about})`}${hint === "" ? "" : ` ${hint}`} [${rule}]`;
}

/** Each organization of an app has a file of its own. */
function reviewFileOf({ name }: AppRegistry): string {
  return name === undefined ? REVIEW_FILE : REVIEW_FILE.replace(/\.json$/, `-${name}.json`);
}
