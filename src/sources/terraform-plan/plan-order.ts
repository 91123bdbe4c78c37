import type { JsonObject } from "../../text/json";
import { modulePathKey, parseSegments } from "./address";
import { allReferences, referencesOf } from "./plan-configuration";
import type { PlanConfiguration } from "./plan-configuration";
import { isJsonObject, itemsOf, objectOf, textOf, textsOf } from "../../text/json";
import type { PlanResource } from "./plan-resource";

type Path = readonly { readonly name: string }[];

/**
 * What each block of code waits for when it is created, by the code: `depends_on` and references, through
 * modules. Instances of one block share their place in it.
 */
export function configuredEdges(
  configurations: readonly PlanConfiguration[],
): ReadonlyMap<string, readonly string[]> {
  const direct = new Map<string, Set<string>>();
  configurations.forEach((configuration, plan) => {
    const remote = remoteOutputs(configurations, plan);
    for (const { path, module } of configuration.modules()) {
      new ModuleOrder(configuration, plan, path, remote).collect(module, direct);
    }
  });
  return new Map([...direct].map(([node, edges]) => [node, [...edges]]));
}

/** Nodes: `0 module.a.type.name` for a resource, `0 module.a.var.x`, `0 module.a.output.x`, `0 module.a.*` for all of a module. */
class ModuleOrder {
  constructor(
    private readonly configuration: PlanConfiguration,
    private readonly plan: number,
    private readonly path: Path,
    private readonly remote: ReadonlyMap<string, readonly string[]>,
  ) {}

  collect(module: JsonObject, direct: Map<string, Set<string>>): void {
    const add = (node: string, edges: readonly string[]): void => {
      const known = direct.get(node) ?? new Set();
      direct.set(node, known);
      edges.forEach((edge) => known.add(edge));
    };
    const everything = this.node("*");
    const call = this.configuration.call(this.path);
    // A module's `depends_on` holds back everything in it.
    const heldBack = this.path.length === 0 ? [] : this.outside().edges(textsOf(call.depends_on));
    for (const resource of itemsOf(module.resources).filter(isJsonObject)) {
      const [type, name] = [textOf(resource.type), textOf(resource.name)];
      if (type !== undefined && name !== undefined) {
        const node = this.node(`${resource.mode === "data" ? "data." : ""}${type}.${name}`);
        const references = [
          ...textsOf(resource.depends_on),
          ...allReferences(resource.expressions),
          ...referencesOf(resource.for_each_expression),
          ...referencesOf(resource.count_expression),
        ];
        add(node, [...this.edges(references), ...heldBack]);
        add(everything, [node]);
      }
    }
    for (const [name, output] of Object.entries(objectOf(module.outputs))) {
      const { expression, depends_on: dependsOn } = objectOf(output);
      add(this.node(`output.${name}`), this.edges([...allReferences(expression), ...textsOf(dependsOn)]));
    }
    for (const name of Object.keys(objectOf(module.module_calls))) {
      add(everything, [this.node(`module.${name}.*`)]);
    }
    if (this.path.length > 0) {
      for (const [name, expression] of Object.entries(objectOf(call.expressions))) {
        add(this.node(`var.${name}`), [
          ...this.outside().edges(allReferences(expression)),
          ...this.outside().edges(referencesOf(call.for_each_expression)),
        ]);
      }
    }
  }

  edges(references: readonly string[]): readonly string[] {
    return references.flatMap((reference) => {
      const [first, second, third, fourth, fifth] = (parseSegments(reference) ?? []).map(({ name }) => name);
      if (first === undefined || second === undefined) {
        return [];
      }
      switch (first) {
        case "var":
          return [this.node(`var.${second}`)];
        case "module":
          return [this.node(third === undefined ? `module.${second}.*` : `module.${second}.output.${third}`)];
        case "data":
          return [
            this.node(`data.${second}.${third ?? ""}`),
            ...(second === "terraform_remote_state" && fourth === "outputs" && fifth !== undefined
              ? (this.remote.get(fifth) ?? [])
              : []),
          ];
        case "each":
        case "count":
        case "self":
        case "path":
        case "terraform":
        case "local":
          return [];
        default:
          return [this.node(`${first}.${second}`)];
      }
    });
  }

  private outside(): ModuleOrder {
    return new ModuleOrder(this.configuration, this.plan, this.path.slice(0, -1), this.remote);
  }

  private node(name: string): string {
    return `${this.plan} ${modulePathKey(this.path.map(({ name: step }) => ({ name: step, index: undefined })))}${name}`;
  }
}

/** A plan that reads another one's outputs is applied after all of it. */
function remoteOutputs(
  configurations: readonly PlanConfiguration[],
  plan: number,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  configurations.forEach((configuration, other) => {
    if (other !== plan) {
      for (const name of Object.keys(objectOf(configuration.module([]).outputs))) {
        found.set(name, [...(found.get(name) ?? []), `${other} *`]);
      }
    }
  });
  return found;
}

/** The block of code behind a resource instance, as {@link configuredEdges} names it. */
export function blockOf({
  plan,
  modules,
  mode,
  type,
  name,
}: Pick<PlanResource, "plan" | "mode" | "type" | "name"> & {
  readonly modules: Path;
}): string {
  return `${plan} ${modulePathKey(modules)}${mode === "data" ? "data." : ""}${type}.${name}`;
}
