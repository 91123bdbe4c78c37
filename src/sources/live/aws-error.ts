import { OrgBackupError } from "../../org-backup-error";
import { ForeignAnswer, LargeAnswer, SlowAnswer, WrongAnswer } from "./answer-errors";
import { isAccessDenied } from "./aws-failure";
import type { AwsFailure } from "./aws-failure";

/** What is known of a call that failed. */
export interface FailedCall {
  /** `organizations:ListAccounts` */
  readonly action: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  /** Who called; undefined if that could not be found out. */
  readonly caller: { readonly arn: string; readonly accountId: string } | undefined;
  readonly managementAccountId: string | undefined;
  /** The page of the guide with the permissions. */
  readonly helpTopic: string;
}

/**
 * The error that a user reads for what AWS or the SDK said. Texts of AWS about signatures are never
 * repeated: they hold the request, session token included.
 */
export function awsError(failure: AwsFailure, call: FailedCall, cause: unknown): OrgBackupError {
  const { message, hint } = describe(failure, call);
  return new OrgBackupError("aws", message, {
    ...(hint === undefined ? {} : { hint }),
    cause: withoutRequest(cause),
  });
}

interface Description {
  readonly message: string;
  readonly hint?: string;
}

function describe(failure: AwsFailure, call: FailedCall): Description {
  return (
    aboutAnswer(failure, call) ??
    aboutCredentials(failure, call) ??
    aboutPermissions(failure, call) ??
    aboutOrganization(failure) ??
    aboutRegion(failure, call) ??
    aboutNetwork(failure, call) ??
    aboutService(failure, call)
  );
}

/** What came is no answer of AWS. It is described, and never repeated: it may be anything. */
function aboutAnswer(
  { code, message, status, cause }: AwsFailure,
  { action }: FailedCall,
): Description | undefined {
  const between =
    "Check the proxy, VPN or sign-in page between here and AWS, and --endpoint-url or AWS_ENDPOINT_URL if one is set.";
  if (cause instanceof ForeignAnswer) {
    return {
      message: `A proxy or gateway answered ${action} with ${cause.what} (status ${status ?? "unknown"}), not AWS.`,
      hint: between,
    };
  }
  if (cause instanceof SlowAnswer) {
    return {
      message: `AWS did not finish answering ${action} within ${cause.seconds} seconds, on every attempt.`,
      hint: `${between} --request-timeout gives each request more time.`,
    };
  }
  if (cause instanceof WrongAnswer || cause instanceof LargeAnswer) {
    return { message: `The answer to ${action} is not as AWS documents it: ${message}.`, hint: between };
  }
  if (message.includes("Deserialization error")) {
    return {
      message: `The answer to ${action} cannot be read (status ${status ?? "unknown"}, ${code}): it is cut short, or not from AWS.`,
      hint: between,
    };
  }
  return undefined;
}

function aboutCredentials(
  failure: AwsFailure,
  { profile, action, region }: FailedCall,
): Description | undefined {
  const { code, message } = failure;
  const signIn = `aws sso login${profile === undefined ? "" : ` --profile ${profile}`}`;
  const isProviderError = /Credentials?ProviderError|TokenProviderError/.test(code);
  if (
    /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/.test(code) ||
    (isProviderError && /expired/i.test(message))
  ) {
    return {
      message: "The AWS credentials have expired.",
      hint: `Sign in again, for example with: ${signIn}`,
    };
  }
  if (isProviderError && message.includes("AssumeRole")) {
    return {
      message: `The role cannot be assumed: ${redacted(message)}`,
      hint: "Check the role's trust policy and its name.",
    };
  }
  if (isProviderError && /multi-factor|\bMFA\b/i.test(message)) {
    return {
      message:
        "The role of the profile takes a code of multi-factor authentication, which is not asked for here.",
      hint: "Get credentials first (aws sts get-session-token, or aws configure export-credentials), or use another profile.",
    };
  }
  if (isProviderError) {
    return {
      message:
        profile === undefined
          ? "No AWS credentials were found."
          : `No AWS credentials were found for the profile ${JSON.stringify(profile)}.`,
      hint: `Sign in (${signIn}), name another profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    };
  }
  if (
    /^(RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)$/.test(code) ||
    /Signature (expired|not yet current)/.test(message)
  ) {
    return {
      message: "AWS refuses the request because of its time: the clock of this computer differs from AWS's.",
      hint: "Set the clock, then run again.",
    };
  }
  if (
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|AuthFailure)/.test(
      code,
    )
  ) {
    return {
      message: `AWS does not accept the credentials (${code}, calling ${action}).`,
      hint: `Check the access key, or that the Region ${region ?? "of the profile"} is enabled for the account.`,
    };
  }
  return undefined;
}

function aboutPermissions(failure: AwsFailure, call: FailedCall): Description | undefined {
  if (!isAccessDenied(failure)) {
    return undefined;
  }
  const { action, caller, managementAccountId, helpTopic } = call;
  if (failure.message.includes("sts:AssumeRole")) {
    return {
      message: `The role may not be assumed: ${redacted(failure.message)}`,
      hint: "The caller needs sts:AssumeRole for the role, and the role's trust policy has to name the caller or its account.",
    };
  }
  const isForeign =
    action.startsWith("organizations:") &&
    caller !== undefined &&
    managementAccountId !== undefined &&
    caller.accountId !== managementAccountId;
  if (isForeign) {
    return {
      message: `Account ${caller.accountId} may not call ${action}: it is not the management account (${managementAccountId}), and as a delegated administrator it is not allowed this.`,
      hint: "Use credentials of the management account or of a delegated administrator: --profile, or --role-arn.",
    };
  }
  const who = caller === undefined ? "The caller" : caller.arn;
  const [denial, kind = ""] = /explicit deny in an? ([a-z -]+)/i.exec(failure.message) ?? [];
  if (denial !== undefined) {
    return {
      message: `${who} may not call ${action}: access denied, with an ${denial.trim()}.`,
      hint: `Another policy that allows the action does not help: change the ${kind.trim()}.`,
    };
  }
  return {
    message: `${who} may not call ${action}: access denied.`,
    hint: `Allow the action in the caller's IAM policies; org-backup help ${helpTopic} lists all that are needed.`,
  };
}

function aboutOrganization({ code }: AwsFailure): Description | undefined {
  return code === "AWSOrganizationsNotInUseException" || code === "ERROR_9601"
    ? {
        message: "The account is not a member of an organization: AWS Organizations is not in use.",
        hint: "Use credentials of the organization's management account: --profile, or --role-arn.",
      }
    : undefined;
}

function aboutRegion(
  { code, message, network }: AwsFailure,
  { region, action }: FailedCall,
): Description | undefined {
  if (/Region is missing/i.test(message)) {
    return { message: `No Region is set, ${action} needs one.`, hint: "Use --region, or set AWS_REGION." };
  }
  const isWrong = /Region not accepted|hostname component|InvalidRegion|Invalid Configuration/i.test(
    `${code} ${message}`,
  );
  const isAwsHost = network === "ENOTFOUND" && message.includes("amazonaws.com");
  return isWrong || isAwsHost
    ? {
        message: `There is no endpoint for ${action} in the Region ${JSON.stringify(region ?? "")}.`,
        hint: "Check --region and AWS_REGION: us-east-1 for example, without a zone letter. If the Region is right, check the network and DNS.",
      }
    : undefined;
}

function aboutNetwork({ network, message }: AwsFailure, { action }: FailedCall): Description | undefined {
  if (network === undefined) {
    return undefined;
  }
  const isCertificate = /CERT|SIGNED|ISSUER|VERIFY/.test(network);
  return {
    message: `AWS cannot be reached (${network}, calling ${action}): ${redacted(message)}`,
    hint: isCertificate
      ? "A proxy may replace certificates: set NODE_EXTRA_CA_CERTS to its certificate authority."
      : "Check the network, a proxy, and --endpoint-url or AWS_ENDPOINT_URL if one is set.",
  };
}

function aboutService({ code, message, status, reason }: AwsFailure, { action }: FailedCall): Description {
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(code) || status === 429) {
    return {
      message: `AWS keeps throttling ${action} (${code}).`,
      hint: "Another tool may be using up the account's rate. Try again later.",
    };
  }
  if (status !== undefined && status >= 500) {
    return {
      message: `AWS failed to answer ${action} (${status} ${code}).`,
      hint: "Try again; if it persists, see the AWS Health Dashboard.",
    };
  }
  const why = reason === undefined ? code : `${code}, ${reason}`;
  return { message: `AWS refused ${action} (${why}): ${redacted(message)}` };
}

/** Access keys and tokens never reach a message. */
function redacted(text: string): string {
  return text
    .replaceAll(/\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g, "(access key)")
    .replaceAll(/(x-amz-security-token\s*[:=]\s*)\S+/gi, "$1(hidden)")
    .replaceAll(/(Signature=)[0-9a-f]+/gi, "$1(hidden)")
    .slice(0, 500);
}

/** The SDK's errors hold the request with its headers; what is printed for debugging must not. */
function withoutRequest(cause: unknown): Error {
  const { name, message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  const safe = new Error(redacted(message));
  safe.name = name;
  safe.stack = redacted(stack ?? "");
  return safe;
}
