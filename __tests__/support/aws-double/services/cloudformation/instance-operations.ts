import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import type { Operations } from "../../service";
import type { OrganizationsStore } from "../organizations/organizations-store";
import { cloudFormationPage, findStackSet, parameterList, parametersOf } from "./stack-set-answers";
import type {
  InstancePlace,
  StackInstance,
  StackSet,
  StackSetOperation,
  StackSetStore,
} from "./stack-set-store";

/** Stack instances and the operations that make them; every operation is over when it is looked at. */
export function instanceOperations(store: StackSetStore, organizations: OrganizationsStore): Operations {
  return {
    CreateStackInstances: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const places = placesOf(store, organizations, stackSet, input);
      for (const unitId of input.object("DeploymentTargets")?.texts("OrganizationalUnitIds") ?? []) {
        const regions = stackSet.targets.get(unitId) ?? new Set();
        input.texts("Regions").forEach((region) => regions.add(region));
        stackSet.targets.set(unitId, regions);
      }
      const overrides = input.has("ParameterOverrides")
        ? parametersOf(input, new Map(), "ParameterOverrides")
        : undefined;
      const id = input.optionalText("OperationId");
      return { OperationId: store.createInstances(stackSet, places, overrides, call.now, id).id };
    },

    UpdateStackInstances: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const instances = instancesAt(stackSet, placesOf(store, organizations, stackSet, input));
      const overrides = input.has("ParameterOverrides")
        ? parametersOf(input, new Map(), "ParameterOverrides")
        : undefined;
      const id = input.optionalText("OperationId");
      return { OperationId: store.updateInstances(stackSet, instances, overrides, call.now, id).id };
    },

    DeleteStackInstances: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const instances = instancesAt(stackSet, placesOf(store, organizations, stackSet, input));
      for (const unitId of input.object("DeploymentTargets")?.texts("OrganizationalUnitIds") ?? []) {
        const regions = stackSet.targets.get(unitId);
        input.texts("Regions").forEach((region) => regions?.delete(region));
        if (regions?.size === 0) {
          stackSet.targets.delete(unitId);
        }
      }
      const retain = input.boolean("RetainStacks") ?? false;
      const id = input.optionalText("OperationId");
      return { OperationId: store.deleteInstances(stackSet, instances, retain, call.now, id).id };
    },

    DescribeStackInstance: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const key = `${input.text("StackInstanceAccount")}/${input.text("StackInstanceRegion")}`;
      const instance = stackSet.instances.get(key);
      if (instance === undefined) {
        throw new AwsError("StackInstanceNotFoundException", `Stack instance ${key} not found`, 404);
      }
      return {
        StackInstance: {
          ...showInstance(stackSet, instance),
          ParameterOverrides: parameterList(instance.parameterOverrides),
        },
      };
    },

    ListStackInstances: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const account = input.optionalText("StackInstanceAccount");
      const region = input.optionalText("StackInstanceRegion");
      const instances = [...stackSet.instances.values()].filter(
        (instance) =>
          (account === undefined || instance.accountId === account) &&
          (region === undefined || instance.region === region),
      );
      return cloudFormationPage(
        input,
        `ListStackInstances/${stackSet.id}`,
        "Summaries",
        instances,
        (instance) => showInstance(stackSet, instance),
      );
    },

    DescribeStackSetOperation: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const operation = findOperation(stackSet, input);
      return { StackSetOperation: { ...showOperation(operation), StackSetId: stackSet.id } };
    },

    ListStackSetOperations: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const list = `ListStackSetOperations/${stackSet.id}`;
      return cloudFormationPage(input, list, "Summaries", stackSet.operations.toReversed(), showOperation);
    },

    ListStackSetOperationResults: (input, call) => {
      const operation = findOperation(findStackSet(store, organizations, input, call), input);
      const list = `ListStackSetOperationResults/${operation.id}`;
      return cloudFormationPage(input, list, "Summaries", [...operation.results], ([key, reason]) => {
        const [Account, Region] = key.split("/");
        return {
          Account,
          Region,
          Status: reason === undefined ? "SUCCEEDED" : "FAILED",
          StatusReason: reason,
        };
      });
    },
  };
}

/** Where a request wants stacks: by organizational unit when service-managed, by account otherwise. */
function placesOf(
  store: StackSetStore,
  organizations: OrganizationsStore,
  stackSet: StackSet,
  input: Input,
): readonly InstancePlace[] {
  const regions = input.texts("Regions");
  const inRegions = (accountId: string, organizationalUnitId: string | undefined): readonly InstancePlace[] =>
    regions.map((region) => ({ accountId, region, organizationalUnitId }));
  if (stackSet.permissionModel === "SELF_MANAGED") {
    return input.texts("Accounts").flatMap((accountId) => inRegions(accountId, undefined));
  }
  const targets = input.object("DeploymentTargets");
  const unitIds = targets?.texts("OrganizationalUnitIds") ?? [];
  const accounts = targets?.texts("Accounts") ?? [];
  const filter =
    targets?.optionalText("AccountFilterType") ?? (accounts.length > 0 ? "INTERSECTION" : "NONE");
  if (targets === undefined || unitIds.length === 0) {
    throw new AwsError(
      "ValidationError",
      "StackSets with SERVICE_MANAGED permission model require organizational units.",
    );
  }
  const missing = unitIds.find((id) => organizations.current?.parent(id) === undefined);
  if (missing !== undefined) {
    throw new AwsError("ValidationError", `Organizational unit ${missing} was not found.`);
  }
  return unitIds.flatMap((unitId) =>
    store
      .accountsBelow(unitId)
      .filter(
        (id) =>
          filter === "NONE" || filter === "UNION" || accounts.includes(id) === (filter === "INTERSECTION"),
      )
      .flatMap((accountId) => inRegions(accountId, unitId)),
  );
}

function instancesAt(stackSet: StackSet, places: readonly InstancePlace[]): readonly StackInstance[] {
  return places.flatMap(({ accountId, region }) => stackSet.instances.get(`${accountId}/${region}`) ?? []);
}

function findOperation(stackSet: StackSet, input: Input): StackSetOperation {
  const id = input.text("OperationId");
  const operation = stackSet.operations.find((candidate) => candidate.id === id);
  if (operation === undefined) {
    throw new AwsError("OperationNotFoundException", `Operation ${id} not found`, 404);
  }
  return operation;
}

function showOperation(operation: StackSetOperation): object {
  const failed = [...operation.results.values()].filter((reason) => reason !== undefined).length;
  return {
    OperationId: operation.id,
    Action: operation.action,
    Status: failed === 0 ? "SUCCEEDED" : "FAILED",
    CreationTimestamp: operation.at,
    EndTimestamp: operation.at,
    StatusDetails: { FailedStackInstancesCount: failed },
  };
}

function showInstance(stackSet: StackSet, instance: StackInstance): object {
  return {
    StackSetId: stackSet.id,
    Region: instance.region,
    Account: instance.accountId,
    StackId: instance.stackId,
    Status: instance.status,
    StatusReason: instance.statusReason,
    StackInstanceStatus: { DetailedStatus: instance.status === "CURRENT" ? "SUCCEEDED" : "FAILED" },
    OrganizationalUnitId: instance.organizationalUnitId,
    DriftStatus: "NOT_CHECKED",
    LastOperationId: stackSet.operations.at(-1)?.id,
  };
}
