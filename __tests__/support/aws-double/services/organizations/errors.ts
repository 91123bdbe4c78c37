import { AwsError } from "../../aws-error";
import type { ServiceErrors } from "../../service";

/** AWS Organizations answers every client error with status 400. */
function error(code: string, message: string, reason?: string): AwsError {
  return new AwsError(code, message, 400, reason === undefined ? {} : { Reason: reason });
}

export const invalidInput = (reason: string, message: string): AwsError =>
  error("InvalidInputException", message, reason);

export const constraint = (reason: string, message: string): AwsError =>
  error("ConstraintViolationException", message, reason);

export const notInUse = (): AwsError =>
  error("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");

export const accessDenied = (): AwsError =>
  error("AccessDeniedException", "You don't have permissions to access this resource.");

export const malformed = (message: string): AwsError => error("MalformedPolicyDocumentException", message);

const MESSAGES = {
  AccountAlreadyRegisteredException:
    "The provided account is already a delegated administrator for your organization.",
  AccountNotFoundException: "You specified an account that doesn't exist.",
  AccountNotRegisteredException:
    "The provided account is not a registered delegated administrator for your organization.",
  AccountAlreadyClosedException: "You attempted to close an account that is already closed.",
  AlreadyInOrganizationException: "The provided account is already a member of an organization.",
  ChildNotFoundException: "You specified a child that doesn't exist.",
  CreateAccountStatusNotFoundException: "You specified a create account request that doesn't exist.",
  DestinationParentNotFoundException: "You specified a destination parent that doesn't exist.",
  DuplicateAccountException: "That account is already present in the specified destination.",
  DuplicateOrganizationalUnitException: "An OU with the same name already exists.",
  DuplicatePolicyAttachmentException: "The selected policy is already attached to the specified target.",
  DuplicatePolicyException: "A policy with the same name already exists.",
  EffectivePolicyNotFoundException:
    "The effective policy for the specified policy type and target doesn't exist.",
  MasterCannotLeaveOrganizationException: "You can't remove a management account from an organization.",
  OrganizationalUnitNotEmptyException:
    "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.",
  OrganizationalUnitNotFoundException: "You specified an organizational unit that doesn't exist.",
  OrganizationNotEmptyException:
    "To delete an organization you must first remove all member accounts (except the management account).",
  ParentNotFoundException: "You specified a parent that doesn't exist.",
  PolicyInUseException:
    "This policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.",
  PolicyNotAttachedException: "This policy isn't attached to the specified target.",
  PolicyNotFoundException: "You specified a policy that doesn't exist.",
  PolicyTypeAlreadyEnabledException: "The specified policy type is already enabled.",
  PolicyTypeNotAvailableForOrganizationException:
    "This operation can't be performed because the specified policy type isn't available for this organization.",
  PolicyTypeNotEnabledException: "This operation can be performed only for enabled policy types.",
  ResourcePolicyNotFoundException: "You specified a resource policy that doesn't exist.",
  RootNotFoundException: "You specified a root that doesn't exist.",
  SourceParentNotFoundException: "You specified a source parent that doesn't exist.",
  TargetNotFoundException: "You specified a target that doesn't exist.",
} as const;

/** The errors that need no more than their name. */
export function organizationsError(code: keyof typeof MESSAGES): AwsError {
  return error(code, MESSAGES[code]);
}

export const organizationsErrors: ServiceErrors = {
  throttled: () =>
    new AwsError(
      "TooManyRequestsException",
      "AWS Organizations can't complete your request because you've made too many requests too quickly.",
      400,
      {
        Type: "RATE_LIMIT_EXCEEDED",
      },
    ),
  denied: (action, callerArn) =>
    error(
      "AccessDeniedException",
      `User: ${callerArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    ),
  // The Terraform provider retries this error only when the message says "Try again later".
  conflict: () =>
    error(
      "ConcurrentModificationException",
      "AWS Organizations can't complete your request because it conflicts with another attempt to modify the same entity. Try again later.",
    ),
  failure: (status) =>
    new AwsError(
      "ServiceException",
      "AWS Organizations can't complete your request because of an internal service error. Try again later.",
      status,
    ),
  rejectInput: (parameter, problem) =>
    problem === "missing"
      ? invalidInput("INPUT_REQUIRED", `You must specify ${parameter}.`)
      : invalidInput("INVALID_PATTERN", `The value of ${parameter} has the wrong type.`),
};
