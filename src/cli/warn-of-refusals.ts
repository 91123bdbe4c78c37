import type { RefusedPolicy } from "../organization/refused-policies";
import { visible } from "../render/terminal-text";
import type { Host } from "./host";

/** Says on standard error which policies AWS would refuse: what is shown holds only if it let them in. */
export function warnOfRefusals(refused: readonly RefusedPolicy[], host: Host): void {
  for (const { policy, issues } of refused) {
    const place = policy.origin === undefined ? "" : `${visible(policy.origin)}: `;
    host.stderr(`warning: ${place}AWS would refuse the policy ${JSON.stringify(visible(policy.name))}:\n`);
    for (const { rule, path, message, hint } of issues) {
      host.stderr(
        `  ${visible(path)}: ${visible(message)}${hint === undefined ? "" : ` ${visible(hint)}`} [${rule}]\n`,
      );
    }
  }
}
