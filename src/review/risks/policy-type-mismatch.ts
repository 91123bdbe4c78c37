import { isJsonObject } from "../../text/json";
import type { Risk } from "./risk";

export const policyTypeMismatch: Risk = {
  id: "policy-type-mismatch",
  severity: "warning",
  sentence: "A policy of another type holds backup plans: AWS does not treat it as a backup policy.",
  hint: 'Set type = "BACKUP_POLICY": the default of aws_organizations_policy is SERVICE_CONTROL_POLICY.',
  find: ({ change: { folded } }) =>
    [...(folded?.done ?? []), ...(folded?.refused ?? []).map(({ step }) => step)].flatMap(
      ({ call, origin }) =>
        call.operation === "CreatePolicy" &&
        call.policyType !== "BACKUP_POLICY" &&
        call.content.kind === "known" &&
        isJsonObject(call.content.value.plans)
          ? [
              {
                message: `${origin}: the policy ${JSON.stringify(call.name)} holds backup plans and has the type ${call.policyType}.`,
                accounts: [],
                policies: [],
                path: "plans",
              },
            ]
          : [],
    ),
};
