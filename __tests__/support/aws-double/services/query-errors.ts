import { AwsError } from "../aws-error";
import type { ServiceErrors } from "../service";

/** The errors that services of the query protocol share. */
export const queryErrors: ServiceErrors = {
  throttled: () => new AwsError("Throttling", "Rate exceeded", 400),
  denied: (action, callerArn) =>
    new AwsError(
      "AccessDenied",
      `User: ${callerArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      403,
    ),
  conflict: () =>
    new AwsError("ConcurrentModification", "The request conflicts with another one. Try again later.", 409),
  failure: (status) => new AwsError("InternalFailure", "The request processing has failed.", status),
  rejectInput: (parameter, problem) =>
    problem === "missing"
      ? new AwsError(
          "ValidationError",
          `Value at '${parameter}' failed to satisfy constraint: Member must not be null`,
        )
      : new AwsError("MalformedInput", `Value at '${parameter}' has the wrong type`),
};
