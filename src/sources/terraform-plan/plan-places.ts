import type { Place } from "../../organization/place";
import { objectOf, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { referencesOf } from "./plan-configuration";
import type { PlanConfiguration } from "./plan-configuration";
import type { PlanFile } from "./plan-file";
import type { PlanResource, StateResource } from "./plan-resource";

const ARN = /^arn:[^:]+:[^:]+:([^:]*):(\d{12}|):/;

/** In which account and Region a resource is: by its ARN, else by the provider that manages it. */
export class PlanPlaces {
  private readonly accounts = new Map<string, string>();

  constructor(
    private readonly plans: readonly PlanFile[],
    private readonly configurations: readonly PlanConfiguration[],
    resources: readonly PlanResource[],
    states: readonly (readonly StateResource[])[],
  ) {
    for (const resource of resources) {
      const account = accountIn(resource.before) ?? accountIn(resource.after);
      // The ARNs of an organization carry the management account whichever account the provider uses.
      if (account !== undefined && !resource.type.startsWith("aws_organizations_")) {
        this.accounts.set(this.providerOf(resource), account);
      }
    }
    states.forEach((ofPlan, plan) => {
      for (const { type, values } of ofPlan) {
        const account = type === "aws_caller_identity" ? textOf(values.account_id) : undefined;
        const provider = `${plan} aws`;
        if (account !== undefined && !this.accounts.has(provider)) {
          this.accounts.set(provider, account);
        }
      }
    });
  }

  /** The place of a resource that the state alone shows. */
  ofValues(values: JsonObject): Place {
    const [, region, accountId] = ARN.exec(arnIn(values) ?? "") ?? [];
    return {
      accounts:
        accountId === undefined || accountId === "" ? { kind: "unknown" } : { kind: "account", accountId },
      region: region === "" ? undefined : (region ?? textOf(values.region)),
    };
  }

  /** @param values the arguments and attributes before or after */
  of(resource: PlanResource, values: JsonObject): Place {
    // A replaced resource comes back where it was.
    const arn = arnIn(values) ?? arnIn(resource.before);
    const [, region, account] = ARN.exec(arn ?? "") ?? [];
    const accountId = account ?? this.accountOf(resource);
    return {
      accounts:
        accountId === undefined || accountId === "" ? { kind: "unknown" } : { kind: "account", accountId },
      region:
        region === undefined || region === "" ? (textOf(values.region) ?? this.regionOf(resource)) : region,
    };
  }

  private accountOf(resource: PlanResource): string | undefined {
    const provider = this.provider(resource);
    const roles = JSON.stringify(provider.assume_role ?? "");
    const [, assumed] = /arn:[^:"]+:iam::(\d{12}):role\//.exec(roles) ?? [];
    const [only, ...more] = [...JSON.stringify(provider.allowed_account_ids ?? "").matchAll(/"(\d{12})"/g)];
    return (
      assumed ?? (more.length === 0 ? only?.[1] : undefined) ?? this.accounts.get(this.providerOf(resource))
    );
  }

  private regionOf(resource: PlanResource): string | undefined {
    const { region } = this.provider(resource);
    return this.constant(resource.plan, region);
  }

  private constant(plan: number, expression: JsonValue | undefined): string | undefined {
    const [only, ...more] = referencesOf(expression);
    if (only === undefined) {
      return textOf(objectOf(expression).constant_value);
    }
    const [, variable] = /^var\.([A-Za-z0-9_-]+)$/.exec(only) ?? [];
    const variables = objectOf(this.plans[plan]?.json.variables);
    return variable === undefined || more.length > 0
      ? undefined
      : textOf(objectOf(variables[variable]).value);
  }

  private provider(resource: PlanResource): JsonObject {
    const all = objectOf(objectOf(this.plans[resource.plan]?.json.configuration).provider_config);
    return objectOf(objectOf(all[this.providerKey(resource)]).expressions);
  }

  private providerOf(resource: PlanResource): string {
    return `${resource.plan} ${this.providerKey(resource)}`;
  }

  private providerKey({ plan, modules, mode, type, name }: PlanResource): string {
    return (
      textOf(this.configurations[plan]?.resource(modules, mode, type, name).provider_config_key) ?? "aws"
    );
  }
}

function accountIn(values: JsonObject | undefined): string | undefined {
  const [, , account] = ARN.exec(arnIn(values) ?? "") ?? [];
  return account === "" ? undefined : account;
}

function arnIn(values: JsonObject | undefined): string | undefined {
  return [values?.arn, values?.backup_vault_arn]
    .map(textOf)
    .find((arn) => arn !== undefined && ARN.test(arn));
}
