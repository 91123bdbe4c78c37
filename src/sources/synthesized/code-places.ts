import type { Place } from "../../organization/place";
import { isJsonObject, itemsOf, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { Evaluator } from "../expression/evaluator";
import { plainValue, textOfValue } from "../expression/expression-value";
import { accountOfProvider, placeInArn, placeOf } from "../infrastructure/provider-account";
import { expressionOf } from "./expression";
import { objectAt } from "./stack-json";
import type { Block, StackJson } from "./stack-json";

/** A resource that a state has for a block. */
export interface StoredValues {
  readonly block: Block | undefined;
  readonly type: string;
  readonly stack: string;
  readonly values: JsonObject;
}

/** In which account and Region the resources of code are: by the ARN in the state, else by their provider. */
export class CodePlaces {
  private readonly accounts = new Map<string, string>();

  constructor(
    private readonly evaluator: Evaluator,
    stored: readonly StoredValues[],
  ) {
    for (const { block, type, stack, values } of stored) {
      const isCaller = type === "aws_caller_identity";
      const account = isCaller ? textOf(values.account_id) : placeInArn(values)?.accountId;
      const provider = block === undefined ? `${stack} aws` : providerKey(block);
      // The ARNs of an organization carry the management account whichever account the provider uses.
      if (
        account !== undefined &&
        !type.startsWith("aws_organizations_") &&
        (isCaller || block !== undefined)
      ) {
        this.accounts.set(provider, account);
      }
    }
  }

  /** @param values the arguments of the code, or what the state has of them */
  of(block: Block, values: JsonObject, stored: JsonObject | undefined): Place {
    const { accountId, region } = placeInArn(values) ?? placeInArn(stored) ?? {};
    const { assume_role: role, allowed_account_ids: allowed, region: own } = this.provider(block);
    const scope = { stack: block.stack, asker: block };
    const text = (value: JsonValue | undefined): string | undefined =>
      value === undefined ? undefined : textOfValue(this.evaluator.value(value, scope));
    const written = (value: JsonValue | undefined): JsonValue | undefined =>
      value === undefined ? undefined : (plainValue(this.evaluator.value(value, scope)) ?? value);
    return placeOf(
      accountId ??
        accountOfProvider(written(role), written(allowed)) ??
        this.accounts.get(providerKey(block)),
      // IAM has no Regions.
      block.type === "aws_iam_role" ? undefined : (region ?? text(values.region) ?? text(own)),
    );
  }

  /** The place of what the code no longer has. */
  ofValues(values: JsonObject): Place {
    const { accountId, region } = placeInArn(values) ?? {};
    return placeOf(accountId, region ?? textOf(values.region));
  }

  private provider({ stack, values }: Block): JsonObject {
    const alias = aliasOf(values);
    return providersOf(stack).find((provider) => textOf(provider.alias) === alias) ?? {};
  }
}

/** CDKTF writes a list of providers, Terraform's own JSON may hold one alone. */
function providersOf({ json }: StackJson): readonly JsonObject[] {
  const { aws } = objectAt(json, "provider");
  return isJsonObject(aws) ? [aws] : itemsOf(aws).filter(isJsonObject);
}

/** `aws.alias`; undefined for the provider without alias. */
function aliasOf({ provider }: JsonObject): string | undefined {
  const written = textOf(provider) ?? "aws";
  return (expressionOf(written) ?? written).split(".")[1];
}

function providerKey({ stack, values }: Block): string {
  return [`${stack.name} aws`, ...(aliasOf(values) === undefined ? [] : [aliasOf(values)])].join(".");
}
