import type { DoubledInput } from "./doubled-input";
import { account, list, plan, policy, policyId, rule, unit, unitId } from "./parts";
import { org } from "./terraform-parts";

const FORMATS = ["text", "json", "markdown", "html", "sarif", "junit", "github"];

/** A review in which every account has findings and changes of its own. */
const files = (size: number): Readonly<Record<string, string>> => ({
  "org.json": org({
    organizationalUnits: list(size, (index) => unit(index)),
    accounts: list(size, (index) => account(index, unitId(index))),
    policies: [
      policy(0),
      ...list(size, (index) =>
        policy(index + 1, { plans: { [`plan-${index}`]: plan({ nightly: rule(8 + (index % 1000)) }) } }),
      ),
    ],
    attachments: list(size, (index) => ({ targetId: unitId(index), policyIds: [policyId(index + 1)] })),
  }),
  "org-backup.yaml": JSON.stringify({
    version: 1,
    defaults: { detach: list(size, (index) => `policy-${index + 1}=${unitId(index)}`) },
  }),
});

export const reportInputs: readonly DoubledInput[] = FORMATS.map((format) => ({
  name: `findings: as ${format}`,
  from: 50,
  to: 8_000,
  command: ["plan", "--org", "org.json", "--fail-on", "none", "--format", format],
  files,
}));
