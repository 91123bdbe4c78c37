import { getOrAdd } from "../../text/get-or-add";
import { isJsonObject, objectOf, objectsOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { ModuleStep } from "./address";
import type { PlanFile } from "./plan-file";

interface ConfiguredModule {
  readonly path: readonly { readonly name: string }[];
  readonly module: JsonObject;
}

/** The code of one plan as `configuration` tells it: expressions without values, but with what they refer to. */
export class PlanConfiguration {
  private readonly root: JsonObject;
  /** The resources of a module, by {@link blockKey}. */
  private readonly resources = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

  constructor({ json }: PlanFile) {
    this.root = objectOf(objectOf(json.configuration).root_module);
  }

  /** The code of a module; an empty object where there is none, in HCP Terraform's redacted plans for instance. */
  module(path: readonly Pick<ModuleStep, "name">[]): JsonObject {
    return path.reduce<JsonObject>(
      (module, { name }) => objectOf(memberOf(module.module_calls, name).module),
      this.root,
    );
  }

  /** The call of the innermost module of a path. */
  call(path: readonly Pick<ModuleStep, "name">[]): JsonObject {
    const last = path.at(-1);
    return last === undefined ? {} : memberOf(this.module(path.slice(0, -1)).module_calls, last.name);
  }

  resource(
    path: readonly Pick<ModuleStep, "name">[],
    mode: "managed" | "data",
    type: string,
    name: string,
  ): JsonObject {
    const module = this.module(path);
    const resources = getOrAdd(this.resources, module, () => resourcesOf(module));
    return resources.get(blockKey(mode, type, name)) ?? {};
  }

  output(path: readonly Pick<ModuleStep, "name">[], name: string): JsonObject {
    return memberOf(this.module(path).outputs, name);
  }

  /** Every module of the configuration with its path. */
  modules(): readonly ConfiguredModule[] {
    const found: ConfiguredModule[] = [{ path: [], module: this.root }];
    // The list grows while it is gone through: modules call modules.
    for (const { path, module } of found) {
      for (const [name, call] of Object.entries(objectOf(module.module_calls))) {
        found.push({ path: [...path, { name }], module: objectOf(objectOf(call).module) });
      }
    }
    return found;
  }
}

/** Of several of one name the first. */
function resourcesOf(module: JsonObject): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const resource of objectsOf(module.resources)) {
    const { mode, type, name } = resource;
    if (typeof mode === "string" && typeof type === "string" && typeof name === "string") {
      getOrAdd(found, blockKey(mode, type, name), () => resource);
    }
  }
  return found;
}

function blockKey(mode: string, type: string, name: string): string {
  return `${mode} ${type} ${name}`;
}

/** What an expression refers to, the longest form of each: Terraform also lists every part on the way. */
export function referencesOf(expression: JsonValue | undefined): readonly string[] {
  const all = textsOf(objectOf(expression).references);
  const known = new Set(all);
  const lengths = new Set(all.map(({ length }) => length));
  // What another one goes on from: it ends where a dot or a bracket of that one is.
  const partsOnTheWay = new Set(
    all.flatMap((reference) =>
      [...reference.matchAll(/[.[]/g)].flatMap(({ index }) => {
        const part = lengths.has(index) ? reference.slice(0, index) : "";
        return known.has(part) ? [part] : [];
      }),
    ),
  );
  return all.filter((reference) => !partsOnTheWay.has(reference));
}

/** Every reference anywhere below a value: nested blocks hold expressions of their own. */
export function allReferences(value: JsonValue | undefined): readonly string[] {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap(allReferences);
  }
  if (!isJsonObject(value)) {
    return [];
  }
  return Array.isArray(value.references) ? referencesOf(value) : Object.values(value).flatMap(allReferences);
}

/** References to this instance rather than to something else. */
export function isOwnInstance(reference: string): boolean {
  return /^(?:each|count|self|path|terraform)\./.test(reference);
}

export function memberOf(container: JsonValue | undefined, name: string): JsonObject {
  const object = objectOf(container);
  return Object.hasOwn(object, name) ? objectOf(object[name]) : {};
}
