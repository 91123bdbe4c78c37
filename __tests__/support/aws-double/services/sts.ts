import { AwsError } from "../aws-error";
import type { CredentialStore } from "../credentials";
import { QueryProtocol } from "../protocols/query";
import type { Service } from "../service";
import type { IamStore, Role } from "./iam/iam-store";
import { queryErrors } from "./query-errors";

/** AWS Security Token Service: who am I, and be someone else. */
export function stsService(credentials: CredentialStore, iam: IamStore): Service {
  return {
    signingName: "sts",
    actionPrefix: "sts",
    protocol: new QueryProtocol("https://sts.amazonaws.com/doc/2011-06-15/"),
    errors: queryErrors,
    operations: {
      GetCallerIdentity: (_input, { caller }) => ({
        UserId: caller.userId,
        Account: caller.accountId,
        Arn: caller.arn,
      }),

      AssumeRole: (input, call) => {
        const roleArn = input.text("RoleArn");
        const sessionName = input.text("RoleSessionName");
        const [, accountId = "", roleName = ""] =
          /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
        const role = iam.account(accountId).roles.get(roleName);
        if (role?.arn !== roleArn || !trusts(role, call.caller.accountId, call.caller.arn)) {
          throw new AwsError(
            "AccessDenied",
            `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
            403,
          );
        }
        const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
        const userId = `${role.id}:${sessionName}`;
        const session = credentials.startSession({ accountId, arn, userId });
        const seconds = input.number("DurationSeconds") ?? 3600;
        return {
          Credentials: {
            AccessKeyId: session.accessKeyId,
            SecretAccessKey: session.secretAccessKey,
            SessionToken: session.sessionToken,
            Expiration: new Date(call.now.getTime() + seconds * 1000),
          },
          AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
          PackedPolicySize: 0,
        };
      },
    },
  };
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
}

/** Whether the trust policy names the caller or its account; conditions are not looked at. */
function trusts(role: Role, accountId: string, callerArn: string): boolean {
  const document = JSON.parse(role.trustPolicy) as {
    readonly Statement?: Statement | readonly Statement[];
  };
  return [document.Statement ?? []].flat().some(({ Effect, Principal }) => {
    const named =
      typeof Principal === "object" && Principal !== null && "AWS" in Principal ? Principal.AWS : Principal;
    const principals = Array.isArray(named) ? named : [named];
    return (
      Effect === "Allow" &&
      principals.some(
        (principal) =>
          principal === "*" ||
          principal === accountId ||
          principal === `arn:aws:iam::${accountId}:root` ||
          principal === callerArn,
      )
    );
  });
}
