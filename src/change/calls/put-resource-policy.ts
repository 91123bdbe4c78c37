import type { PutResourcePolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

/** The delegation policy decides who may manage policies, not which apply: nothing here depends on it. */
export const putResourcePolicy: CallDefinition<PutResourcePolicy> = {
  apply(_, { content }) {
    return content.kind === "not-a-document"
      ? {
          exception: "InvalidInputException",
          reason: "INVALID_RESOURCE_POLICY_JSON",
          message: "The content of the delegation policy is not a JSON object.",
        }
      : undefined;
  },
  claims: () => [],
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
