import type { Change } from "../../change/change";
import { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";
import type { DeclaredPolicies, PlacedMessage } from "../../review/change-outcome";
import type { JsonObject } from "../../text/json";
import { declaredEnvironment } from "../infrastructure/declared-environment";
import { unreadConcern } from "../infrastructure/unread-resource";
import type { Contradiction } from "../../review/change-outcome";
import { ownOrganization } from "./own-organization";
import { PlanChange } from "./plan-change";
import type { PlansRead } from "./plan-change";
import { readPlanFile } from "./plan-file";
import type { PlanFile } from "./plan-file";
import { planResources, priorResources } from "./plan-resource";
import type { PlanResource, StateResource } from "./plan-resource";
import { unreadChanges } from "./unread-changes";
import { priorOrganization } from "./prior-organization";

/** What one or several plans, one per workspace, do to an organization. */
export interface TerraformPlan {
  /**
   * What the plans do to an organization file, which their states correct and which they may do without.
   *
   * @throws OrgBackupError (`input`) if there is no file and the states do not show the root
   */
  readonly over: (file: Organization | undefined) => PlannedChange;
  /** False for plans without anything about organizations or backups. */
  readonly isRelevant: boolean;
}

export interface PlannedChange {
  /** The organization and environment that the plans start from. */
  readonly organization: Organization;
  readonly environment: BackupEnvironment;
  readonly change: Change;
  /** True if the organization comes from states alone: what is missing may exist. */
  readonly isPartial: boolean;
  /** What could not be read or followed. */
  readonly unresolved: readonly PlacedMessage[];
  /** What the states show differently from the organization file. */
  readonly contradictions: readonly Contradiction[];
  readonly declared: DeclaredPolicies;
}

/**
 * Reads the JSON of plans.
 *
 * @throws OrgBackupError (`input`) if a file is not a plan, or a plan is not complete
 */
export function readTerraformPlans(files: readonly string[]): TerraformPlan {
  return terraformPlanOf(files.map(readPlanFile));
}

/** Like {@link readTerraformPlans}, from plans that are read already. */
export function terraformPlanOf(plans: readonly PlanFile[]): TerraformPlan {
  const resources = planResources(plans);
  const states = plans.map(priorResources);
  return {
    over: (file) => {
      const { read, messages } = ownOrganization({ plans, resources, states }, file);
      const planned = changeOver(file, read);
      return { ...planned, unresolved: [...planned.unresolved, ...messages] };
    },
    isRelevant:
      [...resources, ...states.flat()].some(isRelevant) || unreadChanges(resources, plans).length > 0,
  };
}

const RELEVANT = /^(?:aws_organizations_|aws_backup_|aws_ram_sharing_with_organization$)/;

function isRelevant(resource: {
  readonly type: string;
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
}): boolean {
  return (
    RELEVANT.test(resource.type) ||
    [resource.before, resource.after].some(
      (values) => values !== undefined && unreadConcern(resource.type, values) !== undefined,
    ) ||
    (/^aws_(?:iam_role|cloudformation_stack_set)$/.test(resource.type) &&
      JSON.stringify([resource.before, resource.after]).includes("backup.amazonaws.com"))
  );
}

function changeOver(file: Organization | undefined, { plans, resources, states }: PlansRead): PlannedChange {
  const managed = resources.filter(({ mode }) => mode === "managed");
  const [created] = managed.filter(({ type }) => type === "aws_organizations_organization");
  const isCreated = created !== undefined && created.before === undefined && created.importId === undefined;
  const prior = [...states.flat(), ...unlistedStates(managed, states)];
  const { organization, remarks, contradictions } = priorOrganization(file, prior, isCreated);
  const isPartial = file === undefined;
  const planChange = new PlanChange({ plans, resources, states }, organization, isPartial);
  const { before, after } = planChange.placed();
  const [environment, later] = [declaredEnvironment(before), declaredEnvironment(after)];
  // What is created under a name that is known only after apply may be what a policy names.
  const isComplete = later.data.completeness.vaults === "declared";
  const start = isComplete
    ? environment
    : new BackupEnvironment({ ...environment.data, completeness: later.data.completeness });
  return {
    organization,
    environment: start,
    change: planChange.change(environment, later),
    isPartial,
    unresolved: [
      ...incomplete(plans),
      ...remarks,
      ...planChange.unresolved(),
      ...unreadChanges(managed, plans),
    ],
    contradictions,
    declared: planChange.declared(),
  };
}

/** What a plan imports is in no state yet, and plans may come without their state. */
function unlistedStates(
  resources: readonly PlanResource[],
  states: readonly (readonly StateResource[])[],
): readonly StateResource[] {
  const listed = new Set(states.flatMap((ofPlan, plan) => ofPlan.map(({ address }) => `${plan} ${address}`)));
  return resources.flatMap(({ plan, address, deposed, type, before }) =>
    before === undefined || deposed !== undefined || listed.has(`${plan} ${address}`)
      ? []
      : [{ mode: "managed", type, address, values: before, dependsOn: [] }],
  );
}

function incomplete(plans: readonly PlanFile[]): readonly PlacedMessage[] {
  return plans.flatMap(({ name, json }) =>
    json.complete === false
      ? [
          {
            origin: name,
            message:
              "Terraform marks this plan as incomplete: applying it leaves changes for a further plan.",
          },
        ]
      : [],
  );
}
