import { prerequisitesIn } from "./prerequisites";
import type { Prerequisite } from "./prerequisites";
import type { RiskContext, RiskFinding } from "./risks/risk";

/** One finding where policies name a role or vault that is deleted. */
export function stillUsed(
  { after }: RiskContext,
  kind: Prerequisite["kind"],
  name: string,
): readonly RiskFinding[] {
  const accounts: string[] = [];
  let path = "";
  for (const [policy, ids] of after.distinct()) {
    const use = prerequisitesIn(policy.state).find((used) => used.kind === kind && used.name === name);
    if (use !== undefined) {
      accounts.push(...ids);
      path = path === "" ? use.path : path;
    }
  }
  return accounts.length === 0
    ? []
    : [
        {
          message: `The ${kind} ${JSON.stringify(name)} is deleted while policies use it.`,
          accounts,
          policies: [],
          path,
        },
      ];
}
