import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { SimulatedAction } from "../../review/preflight/permission-check";
import type { Fact } from "../../review/preflight/preflight-check";
import type { AwsSession } from "./aws-session";
import { parseCaller } from "./caller-arn";
import { factOf } from "./fact";
import { PageTokens } from "./page-tokens";

/** IAM takes many at once; its answer comes in pages. */
const ACTIONS_AT_ONCE = 50;

/** How IAM decides about actions of the caller. Conditions, resource policies and service control policies do not count. */
export async function simulateCaller(
  session: AwsSession,
  actions: readonly string[],
): Promise<Fact<readonly SimulatedAction[]>> {
  const caller = await factOf(() => session.caller());
  if (!caller.known) {
    return caller;
  }
  const { arn } = caller.value;
  const { kind } = parseCaller(arn);
  if (kind === "root") {
    return {
      known: true,
      value: actions.map((action) => ({ action, isAllowed: true, isDenied: false })),
    };
  }
  if (kind === "other") {
    return { known: false, why: `IAM simulates users and roles only; the caller is ${arn}.` };
  }
  return factOf(async () => simulate(session, await principalArn(session, arn), actions, []));
}

/** How IAM decides about actions of a principal on resources. */
export async function simulate(
  session: AwsSession,
  principal: string,
  actions: readonly string[],
  resources: readonly string[],
): Promise<readonly SimulatedAction[]> {
  const client = await iamClient(session);
  const decisions = new Map<string, string>();
  for (let start = 0; start < actions.length; start += ACTIONS_AT_ONCE) {
    const tokens = new PageTokens("iam:SimulatePrincipalPolicy");
    let marker: string | undefined;
    do {
      const input = {
        PolicySourceArn: principal,
        ActionNames: actions.slice(start, start + ACTIONS_AT_ONCE),
        ...(resources.length === 0 ? {} : { ResourceArns: [...resources] }),
        ...(marker === undefined ? {} : { Marker: marker }),
      };
      const page = await session.call("iam:SimulatePrincipalPolicy", (options) =>
        client.send(new SimulatePrincipalPolicyCommand(input), options),
      );
      for (const { EvalActionName: action = "", EvalDecision: decision = "" } of page.EvaluationResults ??
        []) {
        decisions.set(action, decision);
      }
      const next = page.IsTruncated === true ? page.Marker : undefined;
      marker = tokens.after(page.EvaluationResults?.length ?? 0, next);
    } while (marker !== undefined);
  }
  return actions.map((action) => {
    const decision = decisions.get(action);
    return { action, isAllowed: decision === "allowed", isDenied: decision === "explicitDeny" };
  });
}

export function iamClient(session: AwsSession): Promise<IAMClient> {
  return session.client("iam", (configuration) => new IAMClient(configuration));
}

/** The ARN that IAM simulates: of an assumed role the role, whose path the session does not tell. */
async function principalArn(session: AwsSession, arn: string): Promise<string> {
  const caller = parseCaller(arn);
  if (caller.kind !== "session") {
    return arn;
  }
  const client = await iamClient(session);
  const { Role: found } = await session.call("iam:GetRole", (options) =>
    client.send(new GetRoleCommand({ RoleName: caller.role }), options),
  );
  return found?.Arn ?? arn;
}
