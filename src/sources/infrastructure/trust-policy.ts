import { compileWildcard } from "../../capabilities/selection/wildcard";
import { isJsonObject, itemsOf, objectOf, objectsOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { plainJsonValue } from "../../text/plain-json";

const BACKUP = "backup.amazonaws.com";

/**
 * Whether a trust policy lets AWS Backup assume the role; undefined if it is not known or has conditions or
 * denials that decide it.
 */
export function trustsBackup(value: JsonValue | undefined): boolean | undefined {
  const document = typeof value === "string" ? plainJsonValue(value) : value;
  if (!isJsonObject(document)) {
    return undefined;
  }
  const statements = isJsonObject(document.Statement) ? [document.Statement] : objectsOf(document.Statement);
  const concerned = statements.filter((statement) => namesBackup(statement) || mayNameBackup(statement));
  if (concerned.some(({ Effect: effect }) => effect !== "Allow")) {
    return undefined;
  }
  return concerned.some((statement) => namesBackup(statement) && isUsual(statement.Condition))
    ? true
    : concerned.length > 0
      ? undefined
      : false;
}

/** Values that only apply or CloudFormation knows. */
const OPEN = /\$\{|"(?:Fn::\w+|Ref)":/;

function mayNameBackup({
  Effect: effect,
  Principal: principal,
  Action: action,
  ...others
}: JsonObject): boolean {
  return (
    others.NotPrincipal !== undefined ||
    others.NotAction !== undefined ||
    OPEN.test(JSON.stringify([effect, principal, action]))
  );
}

/** Whether conditions name the account or organization that AWS Backup acts for, which are assumed to be right. */
function isUsual(condition: JsonValue | undefined): boolean {
  return Object.values(objectOf(condition))
    .flatMap((each) => Object.keys(objectOf(each)))
    .every((key) => /^aws:Source(?:Account|Arn|OrgID|OrgPaths)$/i.test(key));
}

function namesBackup({ Principal: principal, Action: action }: JsonObject): boolean {
  const services = isJsonObject(principal) ? textsIn(principal.Service) : textsIn(principal);
  return (
    services.some((service) => service === BACKUP || service === "*") &&
    textsIn(action).some(matchesAssumeRole)
  );
}

function matchesAssumeRole(action: string): boolean {
  return compileWildcard(action.toLowerCase())(ASSUME_ROLE);
}

const ASSUME_ROLE = "sts:assumerole";

function textsIn(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" ? [value] : textsOf(itemsOf(value));
}
