import type { Identifiers } from "../../identifiers";
import { Scoped } from "../../scoped";
import type { Organization, Target } from "../organizations/organization";
import type { OrganizationEvent, OrganizationsStore } from "../organizations/organizations-store";
import type { Deployment } from "./deployment";

export interface StackInstance {
  readonly accountId: string;
  readonly region: string;
  readonly organizationalUnitId: string | undefined;
  readonly stackId: string;
  status: "CURRENT" | "OUTDATED";
  statusReason: string | undefined;
  parameterOverrides: ReadonlyMap<string, string>;
}

export interface StackSetOperation {
  readonly id: string;
  readonly action: "CREATE" | "UPDATE" | "DELETE";
  readonly at: Date;
  /** Account and Region to the reason why it failed, undefined if it did not. */
  readonly results: ReadonlyMap<string, string | undefined>;
}

export interface StackSet {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly permissionModel: "SERVICE_MANAGED" | "SELF_MANAGED";
  readonly tags: Map<string, string>;
  description: string | undefined;
  templateBody: string;
  parameters: ReadonlyMap<string, string>;
  capabilities: readonly string[];
  administrationRoleArn: string | undefined;
  executionRoleName: string | undefined;
  autoDeployment: { readonly enabled: boolean; readonly retainStacks: boolean } | undefined;
  managedExecution: boolean;
  /** Deployment targets of a service-managed stack set, and the Regions of each. */
  readonly targets: Map<string, Set<string>>;
  /** By account and Region. */
  readonly instances: Map<string, StackInstance>;
  readonly operations: StackSetOperation[];
}

export interface InstancePlace {
  readonly accountId: string;
  readonly region: string;
  readonly organizationalUnitId: string | undefined;
}

/** The stack sets of every account and Region, and what they deploy. */
export class StackSetStore {
  /** ActivateOrganizationsAccess was called: no API of Organizations can do that. */
  organizationsAccess = false;
  private readonly regions = new Scoped<Map<string, StackSet>>(() => new Map());

  constructor(
    private readonly organizations: OrganizationsStore,
    private readonly identifiers: Identifiers,
    private readonly deployment: Deployment,
  ) {
    organizations.onEvent((event) => {
      this.follow(event);
    });
  }

  region(accountId: string, region: string): Map<string, StackSet> {
    return this.regions.in(accountId, region);
  }

  /** The accounts of an organizational unit or the root, those below included; never the management account. */
  accountsBelow(targetId: string): readonly string[] {
    const organization = this.organizations.current;
    const target = organization?.parent(targetId);
    if (organization === undefined || target === undefined) {
      return [];
    }
    return [...target.accountIds, ...target.unitIds.flatMap((id) => this.accountsBelow(id))].filter(
      (id) => id !== organization.identity.managementAccountId,
    );
  }

  createInstances(
    stackSet: StackSet,
    places: readonly InstancePlace[],
    overrides: ReadonlyMap<string, string> | undefined,
    at: Date,
    operationId?: string,
  ): StackSetOperation {
    const results = places.map(({ accountId, region, organizationalUnitId }) => {
      const key = `${accountId}/${region}`;
      const existing = stackSet.instances.get(key);
      if (existing !== undefined) {
        this.deployment.delete(existing.stackId);
      }
      const stackId =
        existing?.stackId ??
        `arn:aws:cloudformation:${region}:${accountId}:stack/StackSet-${stackSet.name}-${this.identifiers.uuid()}/${this.identifiers.uuid()}`;
      const parameterOverrides = overrides ?? existing?.parameterOverrides ?? new Map<string, string>();
      const parameters = new Map([...stackSet.parameters, ...parameterOverrides]);
      const reason = this.deployment.create(stackId, stackSet.templateBody, parameters, {
        accountId,
        region,
      });
      stackSet.instances.set(key, {
        accountId,
        region,
        organizationalUnitId,
        stackId,
        parameterOverrides,
        status: reason === undefined ? "CURRENT" : "OUTDATED",
        statusReason: reason,
      });
      return [key, reason] as const;
    });
    return this.record(stackSet, "CREATE", new Map(results), at, operationId);
  }

  /** Deploys the template again where the stack set has instances. */
  updateInstances(
    stackSet: StackSet,
    instances: readonly StackInstance[],
    overrides: ReadonlyMap<string, string> | undefined,
    at: Date,
    operationId?: string,
  ): StackSetOperation {
    const { results } = this.createInstances(stackSet, instances, overrides, at);
    stackSet.operations.pop();
    return this.record(stackSet, "UPDATE", results, at, operationId);
  }

  deleteInstances(
    stackSet: StackSet,
    instances: readonly StackInstance[],
    retain: boolean,
    at: Date,
    operationId?: string,
  ): StackSetOperation {
    const results = instances.map((instance) => {
      const key = `${instance.accountId}/${instance.region}`;
      if (retain) {
        this.deployment.retain(instance.stackId);
      } else {
        this.deployment.delete(instance.stackId);
      }
      stackSet.instances.delete(key);
      return [key, undefined] as const;
    });
    return this.record(stackSet, "DELETE", new Map(results), at, operationId);
  }

  private record(
    stackSet: StackSet,
    action: StackSetOperation["action"],
    results: ReadonlyMap<string, string | undefined>,
    at: Date,
    operationId = this.identifiers.uuid(),
  ): StackSetOperation {
    const operation = { id: operationId, action, at, results };
    stackSet.operations.push(operation);
    return operation;
  }

  /** Automatic deployment: an account that comes below a target gets its stacks, one that leaves loses them. */
  private follow({ kind, account }: OrganizationEvent): void {
    const organization = this.organizations.current;
    if (organization === undefined) {
      return;
    }
    const above = kind === "removed" ? [] : ancestors(organization, account);
    for (const [, , stackSets] of this.regions) {
      for (const stackSet of stackSets.values()) {
        if (stackSet.autoDeployment?.enabled === true) {
          this.place(stackSet, account.id, above, account.joinedAt);
        }
      }
    }
  }

  private place(stackSet: StackSet, accountId: string, above: readonly string[], at: Date): void {
    const wanted = new Map(
      above.flatMap((organizationalUnitId) =>
        [...(stackSet.targets.get(organizationalUnitId) ?? [])].map((region) => [
          `${accountId}/${region}`,
          { accountId, region, organizationalUnitId },
        ]),
      ),
    );
    const present = [...stackSet.instances.values()].filter((instance) => instance.accountId === accountId);
    const leaving = present.filter(({ region }) => !wanted.has(`${accountId}/${region}`));
    const arriving = [...wanted].filter(([key]) => !stackSet.instances.has(key)).map(([, place]) => place);
    if (leaving.length > 0) {
      this.deleteInstances(stackSet, leaving, stackSet.autoDeployment?.retainStacks === true, at);
    }
    if (arriving.length > 0) {
      this.createInstances(stackSet, arriving, undefined, at);
    }
  }
}

function ancestors(organization: Organization, target: Target): readonly string[] {
  const parent = organization.parentOf(target);
  return parent === undefined ? [] : [parent.id, ...ancestors(organization, parent)];
}
