import { AwsError } from "../../aws-error";
import type { Identifiers } from "../../identifiers";
import type { Input } from "../../input";
import { tagList } from "../../input";
import type { Call, Operations } from "../../service";
import type { OrganizationsStore } from "../organizations/organizations-store";
import {
  cloudFormationPage,
  findStackSet,
  parameterList,
  parametersOf,
  stackSetsOf,
} from "./stack-set-answers";
import type { StackSet, StackSetStore } from "./stack-set-store";

const STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";

/** Stack sets themselves, and the access to the organization that service-managed ones need. */
export function stackSetOperations(
  store: StackSetStore,
  organizations: OrganizationsStore,
  identifiers: Identifiers,
): Operations {
  const accessEnabled = (): boolean =>
    store.organizationsAccess && organizations.current?.trustedServices.has(STACK_SETS_PRINCIPAL) === true;
  const requireManagement = (call: Call): void => {
    if (!organizations.isManagementAccount(call.caller.accountId)) {
      throw new AwsError("InvalidOperationException", "Only the management account can do this.");
    }
  };
  return {
    ActivateOrganizationsAccess: (_input, call) => {
      requireManagement(call);
      organizations.current?.trustedServices.set(STACK_SETS_PRINCIPAL, call.now);
      store.organizationsAccess = true;
      return {};
    },

    DeactivateOrganizationsAccess: (_input, call) => {
      requireManagement(call);
      store.organizationsAccess = false;
      return {};
    },

    DescribeOrganizationsAccess: () => ({
      Status: accessEnabled() ? "ENABLED" : store.organizationsAccess ? "DISABLED_PERMANENTLY" : "DISABLED",
    }),

    CreateStackSet: (input, call) => {
      const name = input.text("StackSetName");
      const stackSets = stackSetsOf(store, organizations, input, call);
      if (stackSets.has(name)) {
        throw new AwsError("NameAlreadyExistsException", `Stack set ${name} already exists`, 409);
      }
      const serviceManaged = input.optionalText("PermissionModel") === "SERVICE_MANAGED";
      if (serviceManaged && !accessEnabled()) {
        throw new AwsError(
          "ValidationError",
          "You must enable organizations access to operate a service managed stack set",
        );
      }
      const templateBody = input.text("TemplateBody");
      requireCapabilities(templateBody, input.texts("Capabilities"));
      const id = `${name}:${identifiers.uuid()}`;
      stackSets.set(name, {
        name,
        id,
        arn: `arn:aws:cloudformation:${call.caller.region}:${call.caller.accountId}:stackset/${id}`,
        permissionModel: serviceManaged ? "SERVICE_MANAGED" : "SELF_MANAGED",
        tags: new Map(input.tags()),
        description: input.optionalText("Description"),
        templateBody,
        parameters: parametersOf(input),
        capabilities: input.texts("Capabilities"),
        administrationRoleArn: input.optionalText("AdministrationRoleARN"),
        executionRoleName: input.optionalText("ExecutionRoleName"),
        autoDeployment: autoDeploymentOf(input),
        managedExecution: input.object("ManagedExecution")?.boolean("Active") ?? false,
        targets: new Map(),
        instances: new Map(),
        operations: [],
      });
      return { StackSetId: id };
    },

    UpdateStackSet: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const templateBody = input.optionalText("TemplateBody") ?? stackSet.templateBody;
      requireCapabilities(templateBody, input.texts("Capabilities"));
      stackSet.templateBody = templateBody;
      stackSet.description = input.optionalText("Description") ?? stackSet.description;
      stackSet.capabilities = input.texts("Capabilities");
      stackSet.parameters = parametersOf(input, stackSet.parameters);
      stackSet.administrationRoleArn = input.optionalText("AdministrationRoleARN");
      stackSet.executionRoleName = input.optionalText("ExecutionRoleName") ?? stackSet.executionRoleName;
      stackSet.autoDeployment = autoDeploymentOf(input) ?? stackSet.autoDeployment;
      stackSet.managedExecution =
        input.object("ManagedExecution")?.boolean("Active") ?? stackSet.managedExecution;
      if (input.has("Tags")) {
        stackSet.tags.clear();
        for (const [key, value] of input.tags()) {
          stackSet.tags.set(key, value);
        }
      }
      const instances = [...stackSet.instances.values()];
      const operationId = input.optionalText("OperationId");
      const operation = store.updateInstances(stackSet, instances, undefined, call.now, operationId);
      return { OperationId: operation.id };
    },

    DescribeStackSet: (input, call) => ({
      StackSet: show(findStackSet(store, organizations, input, call)),
    }),

    ListStackSets: (input, call) => {
      const stackSets = [...stackSetsOf(store, organizations, input, call).values()];
      return cloudFormationPage(input, "ListStackSets", "Summaries", stackSets, (stackSet) => ({
        StackSetName: stackSet.name,
        StackSetId: stackSet.id,
        Description: stackSet.description,
        Status: "ACTIVE",
        AutoDeployment: showAutoDeployment(stackSet),
        PermissionModel: stackSet.permissionModel,
        ManagedExecution: { Active: stackSet.managedExecution },
      }));
    },

    DeleteStackSet: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      if (stackSet.instances.size > 0) {
        throw new AwsError("StackSetNotEmptyException", "StackSet is not empty", 409);
      }
      stackSetsOf(store, organizations, input, call).delete(stackSet.name);
      return {};
    },

    ListStackSetAutoDeploymentTargets: (input, call) => {
      const stackSet = findStackSet(store, organizations, input, call);
      const list = `ListStackSetAutoDeploymentTargets/${stackSet.id}`;
      return cloudFormationPage(input, list, "Summaries", [...stackSet.targets], ([id, regions]) => ({
        OrganizationalUnitId: id,
        Regions: [...regions],
      }));
    },
  };
}

function autoDeploymentOf(input: Input): StackSet["autoDeployment"] {
  const given = input.object("AutoDeployment");
  return given === undefined
    ? undefined
    : {
        enabled: given.boolean("Enabled") ?? false,
        retainStacks: given.boolean("RetainStacksOnAccountRemoval") ?? false,
      };
}

/** IAM resources need an acknowledgement, those with a name of their own a stronger one. */
function requireCapabilities(templateBody: string, capabilities: readonly string[]): void {
  const named = /"(RoleName|UserName|GroupName|ManagedPolicyName|InstanceProfileName)"/.test(templateBody);
  const needed = !templateBody.includes("AWS::IAM::")
    ? []
    : named
      ? ["CAPABILITY_NAMED_IAM"]
      : ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"];
  if (needed.length > 0 && !needed.some((capability) => capabilities.includes(capability))) {
    throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${needed[0] ?? ""}]`);
  }
}

function showAutoDeployment({ autoDeployment }: StackSet): object | undefined {
  return autoDeployment === undefined
    ? undefined
    : { Enabled: autoDeployment.enabled, RetainStacksOnAccountRemoval: autoDeployment.retainStacks };
}

function show(stackSet: StackSet): object {
  const regions = new Set([...stackSet.instances.values()].map(({ region }) => region));
  return {
    StackSetName: stackSet.name,
    StackSetId: stackSet.id,
    StackSetARN: stackSet.arn,
    Description: stackSet.description,
    Status: "ACTIVE",
    TemplateBody: stackSet.templateBody,
    Parameters: parameterList(stackSet.parameters),
    Capabilities: stackSet.capabilities,
    Tags: tagList(stackSet.tags),
    AdministrationRoleARN: stackSet.administrationRoleArn,
    ExecutionRoleName: stackSet.executionRoleName,
    AutoDeployment: showAutoDeployment(stackSet),
    PermissionModel: stackSet.permissionModel,
    OrganizationalUnitIds: [...stackSet.targets.keys()],
    ManagedExecution: { Active: stackSet.managedExecution },
    Regions: [...regions],
  };
}
