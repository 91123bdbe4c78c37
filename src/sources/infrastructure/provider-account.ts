import { textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { Place } from "../../organization/place";

const ARN = /^arn:[^:]+:[^:]+:([^:]*):(\d{12}|):/;

/** The account and Region in the ARN of a resource, as far as it has them; undefined without an ARN. */
export function placeInArn(
  values: JsonObject | undefined,
): { readonly accountId: string | undefined; readonly region: string | undefined } | undefined {
  const arn = [values?.arn, values?.backup_vault_arn]
    .map(textOf)
    .find((text) => text !== undefined && ARN.test(text));
  const [whole, region = "", accountId = ""] = ARN.exec(arn ?? "") ?? [];
  return whole === undefined
    ? undefined
    : {
        accountId: accountId === "" ? undefined : accountId,
        region: region === "" ? undefined : region,
      };
}

/** The account that a provider works in, by the role that it assumes or the one account that it allows. */
export function accountOfProvider(
  assumeRole: JsonValue | undefined,
  allowedAccounts: JsonValue | undefined,
): string | undefined {
  const [, assumed] = /arn:[^:"]+:iam::(\d{12}):role\//.exec(JSON.stringify(assumeRole ?? "")) ?? [];
  const [only, ...more] = [...JSON.stringify(allowedAccounts ?? "").matchAll(/"(\d{12})"/g)];
  return assumed ?? (more.length === 0 ? only?.[1] : undefined);
}

export function placeOf(accountId: string | undefined, region: string | undefined): Place {
  return {
    accounts: accountId === undefined ? { kind: "unknown" } : { kind: "account", accountId },
    region,
  };
}
