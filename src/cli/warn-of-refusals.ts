import type { RefusedPolicy } from "../organization/refused-policies";
import { escapeControl } from "../text/escape-control";
import type { CliContext } from "./cli-context";

/** Says on standard error which policies AWS would refuse: what is shown holds only if it let them in. */
export function warnOfRefusals(refused: readonly RefusedPolicy[] = [], host: CliContext): void {
  for (const { policy, issues } of refused) {
    const place = policy.origin === undefined ? "" : `${escapeControl(policy.origin)}: `;
    host.stderr(
      `warning: ${place}AWS would refuse the policy ${JSON.stringify(escapeControl(policy.name))}:\n`,
    );
    for (const { rule, path, message, hint } of issues) {
      host.stderr(
        `  ${escapeControl(path)}: ${escapeControl(message)}${hint === "" ? "" : ` ${escapeControl(hint)}`} [${rule}]\n`,
      );
    }
  }
}
