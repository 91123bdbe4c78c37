import { AwsError } from "../aws-error";
import type { ServiceErrors } from "../service";

/** The errors that services with JSON answers share. */
export const jsonErrors: ServiceErrors = {
  throttled: () => new AwsError("ThrottlingException", "Rate exceeded", 400),
  denied: (action, callerArn) =>
    new AwsError(
      "AccessDeniedException",
      `User: ${callerArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      403,
    ),
  conflict: () =>
    new AwsError(
      "ConcurrentModificationException",
      "The request conflicts with another one. Try again later.",
      400,
    ),
  failure: (status) =>
    status === 503
      ? new AwsError("ServiceUnavailableException", "The service is temporarily unavailable.", 503)
      : new AwsError("InternalServerException", "The request processing has failed.", status),
  rejectInput: (parameter, problem) =>
    new AwsError(
      "ValidationException",
      problem === "missing"
        ? `Value at '${parameter}' failed to satisfy constraint: Member must not be null`
        : `Value at '${parameter}' has the wrong type`,
    ),
};
