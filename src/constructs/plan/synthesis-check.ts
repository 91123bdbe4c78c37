import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppRegistry } from "../app-registry";
import { App, Construct, TerraformStack } from "../framework";
import { PLAN_FILE, planJson } from "./plan-file";
import { isSynthesisRule } from "./synthesis-finding";
import type { SynthesisFinding } from "./synthesis-finding";
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
      validate: () => (registry.isFirstCheck(check) ? checkApp(registry, check) : []),
    });
  }
}

function checkApp(registry: AppRegistry, construct: Construct): string[] {
  const plan = reviewApp(registry, registry.settings?.at ?? new Date());
  const { root } = construct.node;
  if (App.isApp(root)) {
    writeFileSync(join(root.outdir, PLAN_FILE), planJson(plan));
  }
  return plan.findings
    .filter(
      ({ rule, severity, acknowledged }) =>
        isSynthesisRule(rule) && severity === "error" && acknowledged === undefined,
    )
    .map(messageOf);
}

function messageOf({ rule, where, message, path, hint }: SynthesisFinding): string {
  const at = path === "" ? "" : ` (${path})`;
  return `${where}: ${message}${at}${hint === "" ? "" : ` ${hint}`} [${rule}]`;
}
