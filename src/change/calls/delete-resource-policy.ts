import type { DeleteResourcePolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

/** See `put-resource-policy.ts`: no effective policy depends on the delegation policy. */
export const deleteResourcePolicy: CallDefinition<DeleteResourcePolicy> = {
  apply: () => undefined,
  claims: () => [],
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    ResourcePolicyNotFoundException: "whether there is a delegation policy is not recorded",
  },
};
