import type { Place } from "../../organization/place";
import { objectOf, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { accountOfProvider, placeInArn, placeOf } from "../infrastructure/provider-account";
import { referencesOf } from "./plan-configuration";
import type { PlanConfiguration } from "./plan-configuration";
import type { PlanFile } from "./plan-file";
import type { PlanResource, StateResource } from "./plan-resource";

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
      const account = (placeInArn(resource.before) ?? placeInArn(resource.after))?.accountId;
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
    const { accountId, region } = placeInArn(values) ?? {};
    return placeOf(accountId, region ?? textOf(values.region));
  }

  /** @param values the arguments and attributes before or after */
  of(resource: PlanResource, values: JsonObject): Place {
    // A replaced resource comes back where it was.
    const { accountId, region } = placeInArn(values) ?? placeInArn(resource.before) ?? {};
    return placeOf(
      accountId ?? this.accountOf(resource),
      region ?? textOf(values.region) ?? this.regionOf(resource),
    );
  }

  private accountOf(resource: PlanResource): string | undefined {
    const provider = this.provider(resource);
    return (
      accountOfProvider(provider.assume_role, provider.allowed_account_ids) ??
      this.accounts.get(this.providerOf(resource))
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
