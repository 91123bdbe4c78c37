import { QueryProtocol } from "../../protocols/query";
import type { Call, Operation, Service } from "../../service";
import { queryErrors } from "../query-errors";
import { iamPage, noSuchEntity } from "./iam-answers";
import type { IamStore } from "./iam-store";
import { policyOperations } from "./policy-operations";
import { roleOperations } from "./role-operations";

/** One question of SimulatePrincipalPolicy. */
export interface SimulatedAction {
  readonly principalArn: string;
  readonly action: string;
  readonly resourceArn: string;
}

/** Answers SimulatePrincipalPolicy; the double does not evaluate IAM policies itself. */
export type SimulateAction = (question: SimulatedAction) => "allowed" | "explicitDeny" | "implicitDeny";

/** AWS Identity and Access Management. */
export function iamService(store: IamStore, simulate: SimulateAction): Service {
  return {
    signingName: "iam",
    actionPrefix: "iam",
    protocol: new QueryProtocol("https://iam.amazonaws.com/doc/2010-05-08/"),
    errors: queryErrors,
    operations: {
      ...roleOperations(store),
      ...policyOperations(store),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(store, simulate),
      GetUser: (_input, call) => ({
        User: {
          Path: "/",
          UserName: "administrator",
          UserId: call.caller.userId,
          Arn: call.caller.arn,
          CreateDate: call.now,
        },
      }),
      ListAccountAliases: (input) =>
        iamPage(input, "ListAccountAliases", "AccountAliases", [], (alias) => alias),
    },
  };
}

function simulatePrincipalPolicy(store: IamStore, simulate: SimulateAction): Operation {
  return (input, call) => {
    const principalArn = input.text("PolicySourceArn");
    requirePrincipal(store, principalArn, call);
    const resources = input.texts("ResourceArns");
    const questions = input.texts("ActionNames").flatMap((action) =>
      (resources.length === 0 ? ["*"] : resources).map((resourceArn) => ({
        principalArn,
        action,
        resourceArn,
      })),
    );
    return iamPage(input, "SimulatePrincipalPolicy", "EvaluationResults", questions, (question) => ({
      EvalActionName: question.action,
      EvalResourceName: question.resourceArn,
      EvalDecision: simulate(question),
      MatchedStatements: [],
      MissingContextValues: [],
    }));
  };
}

function requirePrincipal(store: IamStore, arn: string, call: Call): void {
  const [, accountId, roleName] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const known =
    roleName === undefined || accountId === undefined || store.account(accountId).roles.has(roleName);
  if (!known || (accountId !== undefined && accountId !== call.caller.accountId)) {
    throw noSuchEntity(`The role with name ${roleName ?? ""} cannot be found.`);
  }
}
