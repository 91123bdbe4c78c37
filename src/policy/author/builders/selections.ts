import { setOwn } from "../../../text/json";
import type { Partition } from "../../regions";
import type { ResourceType } from "../../resource-types";
import type { Conditions, ResourceSelection, Selections, TagSelection } from "../authored-nodes";
import { backupRoleArn } from "./arns";
import { nameOf, uniqueName } from "./names";
import { resourceType } from "./resource-names";
import type { ResourceName } from "./resource-names";

export interface SelectionOptions {
  /** Path and name, or ARN, of the role that AWS Backup assumes; AWS Backup's default role unless given. */
  readonly role?: string;
  /** Name of the selection; policies that use the same name in the same plan are merged. */
  readonly name?: string;
  /** Conditions that must hold as well, from `whereTag` for instance. */
  readonly conditions?: Conditions;
  /** Of the role and the resource types; `aws` unless given. */
  readonly partition?: Partition;
}

/** Resources that carry one of the values under a tag key. The selection is named after the key. */
export function selectTag(
  key: string,
  values: string | readonly string[],
  { role, name = nameOf(key), conditions, partition }: SelectionOptions = {},
): SelectionsByName {
  const selection: TagSelection = {
    iamRoleArn: backupRoleArn(role, partition),
    tagKey: key,
    tagValue: typeof values === "string" ? [values] : values,
    ...(conditions === undefined ? {} : { conditions }),
  };
  return { tags: named(name, selection) };
}

/** Resources by type: `selectResources(["EC2", "RDS"])`, or `["*"]` for all that AWS Backup supports. */
export function selectResources(
  types: readonly (ResourceName | ResourceType)[],
  options: SelectionOptions & {
    /** Types to leave out. */
    readonly except?: readonly (ResourceName | ResourceType)[];
  } = {},
): SelectionsByName {
  const { role, name = "resources", conditions, partition = "aws", except } = options;
  const selection: ResourceSelection = {
    iamRoleArn: backupRoleArn(role, partition),
    resourceTypes: types.map((type) => resourceType(type, partition)),
    ...(except === undefined
      ? {}
      : { notResourceTypes: except.map((type) => resourceType(type, partition)) }),
    ...(conditions === undefined ? {} : { conditions }),
  };
  return { resources: named(name, selection) };
}

/** What the builders of this file return: selections without controls. */
export interface SelectionsByName extends Selections {
  readonly tags?: Readonly<Record<string, TagSelection>>;
  readonly resources?: Readonly<Record<string, ResourceSelection>>;
}

/** Several selections in one plan: what any of them finds is backed up. Of equal names the later one is numbered. */
export function selectAny(...selections: readonly SelectionsByName[]): SelectionsByName {
  const tags: Record<string, TagSelection> = {};
  const resources: Record<string, ResourceSelection> = {};
  for (const selection of selections) {
    addAll(tags, selection.tags);
    addAll(resources, selection.resources);
  }
  return {
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
  };
}

function addAll<Selection>(
  all: Record<string, Selection>,
  added: Readonly<Record<string, Selection>> | undefined,
): void {
  for (const [name, selection] of Object.entries(added ?? {})) {
    setOwn(all, uniqueName(name, all), selection);
  }
}

function named<Selection>(name: string, selection: Selection): Readonly<Record<string, Selection>> {
  const selections: Record<string, Selection> = {};
  setOwn(selections, name, selection);
  return selections;
}
