import { isJsonObject, itemsOf, objectsOf, textsOf } from "../../text/json";
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
  const concerned = statements.filter(namesBackup);
  return concerned.some(({ Effect: effect }) => effect === "Deny")
    ? undefined
    : concerned.some(({ Effect: effect }) => effect === "Allow");
}

function namesBackup({ Principal: principal, Action: action }: JsonObject): boolean {
  const services = isJsonObject(principal) ? textsIn(principal.Service) : textsIn(principal);
  return (
    services.some((service) => service === BACKUP || service === "*") &&
    textsIn(action).some((each) => /^(?:\*|sts:\*|sts:AssumeRole)$/i.test(each))
  );
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" ? [value] : textsOf(itemsOf(value));
}
