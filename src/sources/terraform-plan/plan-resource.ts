import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject, objectOf, textOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { objectList } from "../object-list";
import { readArguments } from "../synthesized/planned-actions";
import { parseModulePath } from "./address";
import type { InstanceKey, ModuleStep } from "./address";
import type { PlanFile } from "./plan-file";

/** One resource instance that a plan speaks of. */
export interface PlanResource {
  readonly plan: number;
  /** As the plan spells it. */
  readonly address: string;
  /** Unique over all plans: with several plans it begins with the plan's name. */
  readonly key: string;
  readonly modules: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index: InstanceKey | undefined;
  /** Set for an object that an interrupted replacement left behind. */
  readonly deposed: string | undefined;
  readonly actions: readonly string[];
  readonly before: JsonObject | undefined;
  /** Undefined if the resource is deleted. */
  readonly after: JsonObject | undefined;
  readonly unknown: JsonObject;
  readonly importId: string | undefined;
  /** Why Terraform leaves the change to a later apply; undefined if this one makes it. */
  readonly deferredFor?: string;
}

/** What a plan does to resources, in the order in which it lists them. */
export function planResources(plans: readonly PlanFile[]): readonly PlanResource[] {
  return plans.flatMap(({ name, json }, plan) => {
    const prefix = plans.length > 1 ? `${name}: ` : "";
    const planned = objectList(json, "resource_changes", name).map((change) =>
      checked(resourceOf(change, plan, prefix, name), name),
    );
    // Of things whose number or arguments are known only after this apply.
    const deferred = objectList(json, "deferred_changes", name).map(
      ({ reason, resource_change: change }) => ({
        ...resourceOf(objectOf(change), plan, prefix, name),
        deferredFor: textOf(reason) ?? "unknown",
      }),
    );
    return [...planned, ...deferred];
  });
}

/** @throws OrgBackupError (`input`) if the plan does not say what changes */
function resourceOf(value: JsonObject, plan: number, prefix: string, name: string): PlanResource {
  if (typeof value.type !== "string" || typeof value.name !== "string") {
    throw new OrgBackupError("input", 'A change of a resource has no "type" and "name".', { where: name });
  }
  const { address, index, module_address: module, deposed, mode } = value;
  const change = objectOf(value.change);
  const importing = objectOf(change.importing);
  return {
    plan,
    address: textOf(address) ?? `${value.type}.${value.name}`,
    key: `${prefix}${textOf(address) ?? `${value.type}.${value.name}`}`,
    modules: parseModulePath(textOf(module)),
    mode: mode === "data" ? "data" : "managed",
    type: value.type,
    name: value.name,
    index: typeof index === "string" || typeof index === "number" ? index : undefined,
    deposed: textOf(deposed),
    actions: Array.isArray(change.actions) ? (change.actions as readonly JsonValue[]).map(wordOf) : [],
    before: isJsonObject(change.before) ? change.before : undefined,
    after: isJsonObject(change.after)
      ? withOpen(change.after, objectOf(change.after_unknown), readArguments(value.type))
      : undefined,
    unknown: objectOf(change.after_unknown),
    importId: textOf(importing.id),
  };
}

const ACTIONS: ReadonlySet<string> = new Set(["no-op", "create", "read", "update", "delete", "forget"]);
const READ = /^aws(?:cc)?_(?:organizations|backup|cloudformation|cloudcontrolapi|iam_role|ram_sharing)/;

/** @throws OrgBackupError (`input`) if it does with something of AWS Backup what no Terraform known here does */
function checked(resource: PlanResource, plan: string): PlanResource {
  if (
    READ.test(resource.type) &&
    !(resource.actions.length > 0 && resource.actions.every((action) => ACTIONS.has(action)))
  ) {
    throw new OrgBackupError(
      "input",
      `The plan does with ${resource.address} what is not known: its actions are ${JSON.stringify(resource.actions)}.`,
      { where: plan, hint: "A newer org-backup may know it." },
    );
  }
  return resource;
}

/** What only apply knows, as code would spell it: a plan leaves it out, or has null there. */
function withOpen(after: JsonObject, unknown: JsonObject, names: readonly string[]): JsonObject {
  const open = names.flatMap((name): readonly (readonly [string, JsonValue])[] => {
    const each = unknown[name];
    return each === true
      ? [[name, OPEN]]
      : isJsonObject(each)
        ? [[name, withOpen(objectOf(after[name]), each, Object.keys(each))]]
        : [];
  });
  return open.length === 0 ? after : { ...after, ...Object.fromEntries(open) };
}

const OPEN = "${known after apply}";

/** A resource of a state: `prior_state` holds them by module. */
export interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly address: string;
  readonly values: JsonObject;
  /** Addresses of the blocks that the resource depends on, without indexes. */
  readonly dependsOn: readonly string[];
  /** Set for an object that an interrupted replacement left behind: the next apply destroys it. */
  readonly deposed?: string;
  /** True if its creation failed half way: the next apply replaces it. */
  readonly isTainted?: boolean;
  /** True if it was made with create_before_destroy, as files of version 4 show. */
  readonly createsFirst?: boolean;
}

/** Every resource and data source of the state that a plan started from. */
export function priorResources({ json, name }: PlanFile): readonly StateResource[] {
  return moduleResources(objectOf(json.prior_state).values, name);
}

/** Every resource and data source of the values of a state. */
export function moduleResources(values: JsonValue | undefined, where: string): readonly StateResource[] {
  const found: StateResource[] = [];
  const open: JsonObject[] = [objectOf(objectOf(values).root_module)];
  for (let module = open.shift(); module !== undefined; module = open.shift()) {
    for (const resource of objectList(module, "resources", where)) {
      if (typeof resource.type === "string" && isJsonObject(resource.values)) {
        const mode = resource.mode === "data" ? "data" : "managed";
        found.push({
          mode,
          type: resource.type,
          address: textOf(resource.address) ?? "",
          values: resource.values,
          dependsOn: textsOf(resource.depends_on),
          ...conditionOf(resource.deposed_key, resource.tainted === true),
        });
      }
    }
    open.push(...objectList(module, "child_modules", where));
  }
  return found;
}

/** What a state says of an object besides its values. */
export function conditionOf(
  deposed: JsonValue | undefined,
  isTainted: boolean,
): Pick<StateResource, "deposed" | "isTainted"> {
  return {
    ...(typeof deposed === "string" && deposed !== "" ? { deposed } : {}),
    ...(isTainted ? { isTainted } : {}),
  };
}

/** True for a value that is known only after apply, wholly or in a part. */
export function isUnknown({ unknown }: Pick<PlanResource, "unknown">, key: string): boolean {
  return holdsTrue(unknown[key]);
}

function holdsTrue(value: JsonValue | undefined): boolean {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some(holdsTrue);
  }
  return value === true;
}

/** Text as it is. Anything else becomes JSON, which matches no action of Terraform. */
function wordOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
