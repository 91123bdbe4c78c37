import type { JsonObject } from "../../text/json";
import { isJsonObject, objectOf } from "../../text/json";
import type { Reference } from "../declared/declared-resources";
import { expressionOf, parseTraversal } from "../synthesized/expression";
import { parseSegments } from "./address";
import type { InstanceKey, ModuleStep, Segment } from "./address";
import { isOwnInstance, memberOf, referencesOf } from "./plan-configuration";
import type { PlanConfiguration } from "./plan-configuration";
import type { PlanResource } from "./plan-resource";

/** Long chains of variables and outputs are followed this far. */
const MAX_HOPS = 20;

export const KNOWN_AFTER_APPLY = "a value known only after apply";

/** Where an expression stands: it decides what `var.x`, `each.key` and a name without module mean. */
interface Scope {
  readonly plan: number;
  readonly modules: readonly ModuleStep[];
  /** The key of the instance that the expression belongs to. */
  readonly key: InstanceKey | undefined;
}

/**
 * Tells what a value that is not known yet refers to, by way of the configuration: through variables,
 * module outputs, `for_each` and the remote state of another plan. Whatever is not certain stays unknown.
 */
export class PlanReferences {
  private readonly instances = new Map<string, PlanResource[]>();

  constructor(
    private readonly configurations: readonly PlanConfiguration[],
    resources: readonly PlanResource[],
  ) {
    for (const resource of resources.filter(({ deposed }) => deposed === undefined)) {
      const key = instanceKey(resource.plan, resource.mode, resource.type, resource.name);
      const known = this.instances.get(key);
      if (known === undefined) {
        this.instances.set(key, [resource]);
      } else {
        known.push(resource);
      }
    }
  }

  /** What an argument of a resource names. */
  argument(resource: PlanResource, argument: string): Reference {
    const { plan, modules, mode, type, name, index } = resource;
    const code = this.configuration(plan).resource(modules, mode, type, name);
    const expression = objectOf(objectOf(code.expressions)[argument]);
    return this.expression({ plan, modules, key: index }, expression, code, 0);
  }

  /** What an unknown argument depends on, in words. */
  sentence(resource: PlanResource, argument: string): string {
    const { plan, modules, mode, type, name } = resource;
    const code = this.configuration(plan).resource(modules, mode, type, name);
    const references = referencesOf(objectOf(code.expressions)[argument]).filter(
      (reference) => !isOwnInstance(reference),
    );
    return references.length === 0 ? KNOWN_AFTER_APPLY : references.join(" and ");
  }

  /** @param repeated the block that may carry a `for_each_expression` */
  private expression(scope: Scope, expression: JsonObject, repeated: JsonObject, hops: number): Reference {
    const all = referencesOf(expression);
    const others = all.filter((reference) => !isOwnInstance(reference));
    const [only, ...more] = others;
    if (hops > MAX_HOPS || more.length > 0) {
      return { kind: "unknown", expression: others.join(" or ") };
    }
    const usesKey = all.length > others.length;
    if (only !== undefined) {
      return this.reference(scope, only, usesKey, hops);
    }
    return all.includes("each.value") ? this.eachValue(scope, repeated, hops) : unknown(all[0]);
  }

  /** JSON code keeps the map of `for_each` as written; of HCL only what it refers to is known. */
  private eachValue(scope: Scope, repeated: JsonObject, hops: number): Reference {
    const forEach = objectOf(repeated.for_each_expression);
    const written = isJsonObject(forEach.constant_value)
      ? forEach.constant_value[String(scope.key)]
      : undefined;
    const expression = typeof written === "string" ? expressionOf(written) : undefined;
    if (expression !== undefined && parseTraversal(expression) !== undefined) {
      return this.reference(scope, expression, false, hops + 1);
    }
    const [only, ...more] = referencesOf(forEach);
    return only === undefined || more.length > 0
      ? unknown([only, ...more].filter((reference) => reference !== undefined).join(" or ") || "each.value")
      : this.reference(scope, only, true, hops + 1);
  }

  private reference(scope: Scope, reference: string, usesKey: boolean, hops: number): Reference {
    const segments = parseSegments(reference);
    const [first, second, ...rest] = segments ?? [];
    if (first === undefined || second === undefined) {
      return unknown(reference);
    }
    switch (first.name) {
      case "var":
        return this.variable(scope, second.name, hops) ?? unknown(reference);
      case "module":
        return this.moduleOutput(scope, second, rest[0], usesKey, hops) ?? unknown(reference);
      case "local":
        return unknown(reference);
      case "data":
        return this.data(scope, second, rest, usesKey, hops) ?? unknown(reference);
      default:
        return this.managed(scope, first, second, rest, usesKey) ?? unknown(reference);
    }
  }

  private variable({ plan, modules }: Scope, name: string, hops: number): Reference | undefined {
    const last = modules.at(-1);
    if (last === undefined) {
      return undefined;
    }
    const call = this.configuration(plan).call(modules);
    const outside: Scope = { plan, modules: modules.slice(0, -1), key: last.index };
    const expression = memberOf(call.expressions, name);
    return this.expression(outside, expression, call, hops + 1);
  }

  private moduleOutput(
    { plan, modules, key }: Scope,
    called: Segment,
    output: Segment | undefined,
    usesKey: boolean,
    hops: number,
  ): Reference | undefined {
    if (output === undefined) {
      return undefined;
    }
    const index = called.indexes[0] ?? (usesKey ? key : undefined);
    const inside = [...modules, { name: called.name, index }];
    const { expression } = this.configuration(plan).output(inside, output.name);
    return this.expression({ plan, modules: inside, key: undefined }, objectOf(expression), {}, hops + 1);
  }

  private data(
    scope: Scope,
    type: Segment,
    [name, ...rest]: readonly Segment[],
    usesKey: boolean,
    hops: number,
  ): Reference | undefined {
    if (name === undefined) {
      return undefined;
    }
    const { plan, modules } = scope;
    const code = this.configuration(plan).resource(modules, "data", type.name, name.name);
    switch (type.name) {
      case "aws_organizations_organization":
        return isRootId(rest) ? { kind: "root" } : undefined;
      case "aws_organizations_organizational_unit": {
        const expressions = objectOf(code.expressions);
        const unit = objectOf(expressions.name).constant_value;
        const key = name.indexes[0] ?? (usesKey ? scope.key : undefined);
        return typeof unit === "string" && isId(rest, usesKey)
          ? {
              kind: "child",
              parent: this.expression(
                { plan, modules, key },
                objectOf(expressions.parent_id),
                code,
                hops + 1,
              ),
              name: unit,
            }
          : undefined;
      }
      case "terraform_remote_state":
        return rest[0]?.name === "outputs" && rest[1] !== undefined
          ? this.remoteOutput(plan, rest[1].name, hops)
          : undefined;
      default:
        return undefined;
    }
  }

  /** An output of the one other plan that has it: CDKTF's names for such outputs are unique. */
  private remoteOutput(plan: number, output: string, hops: number): Reference | undefined {
    const producers = this.configurations.flatMap((configuration, other) => {
      const found = configuration.output([], output);
      return other === plan || Object.keys(found).length === 0 ? [] : [{ other, found }];
    });
    const [producer, ...more] = producers;
    return producer === undefined || more.length > 0
      ? undefined
      : this.expression(
          { plan: producer.other, modules: [], key: undefined },
          objectOf(producer.found.expression),
          {},
          hops + 1,
        );
  }

  private managed(
    { plan, modules, key }: Scope,
    type: Segment,
    name: Segment,
    rest: readonly Segment[],
    usesKey: boolean,
  ): Reference | undefined {
    if (type.name === "aws_organizations_organization") {
      return isRootId(rest) ? { kind: "root" } : undefined;
    }
    if (!isId(rest, usesKey)) {
      return undefined;
    }
    const wanted = name.indexes[0] ?? (usesKey ? key : undefined);
    const candidates = (this.instances.get(instanceKey(plan, "managed", type.name, name.name)) ?? []).filter(
      (instance) =>
        isSameModule(instance.modules, modules) &&
        (wanted === undefined || instance.index === undefined || instance.index === wanted),
    );
    const [only, ...more] = candidates;
    return only === undefined || more.length > 0 ? undefined : { kind: "address", address: only.key };
  }

  private configuration(plan: number): PlanConfiguration {
    const configuration = this.configurations[plan];
    if (configuration === undefined) {
      throw new RangeError(`no plan ${plan}`);
    }
    return configuration;
  }
}

function unknown(expression: string | undefined): Reference {
  return { kind: "unknown", expression: expression ?? KNOWN_AFTER_APPLY };
}

/** `[each.key].id` is listed without what follows the index. */
function isId(rest: readonly Segment[], usesKey: boolean): boolean {
  const [only, ...more] = rest;
  return (only === undefined && usesKey) || (only?.name === "id" && more.length === 0);
}

function isRootId([roots, id]: readonly Segment[]): boolean {
  return roots?.name === "roots" && (id === undefined || id.name === "id");
}

function isSameModule(instance: readonly ModuleStep[], wanted: readonly ModuleStep[]): boolean {
  return (
    instance.length === wanted.length &&
    instance.every(({ name, index }, depth) => {
      const step = wanted[depth];
      return step?.name === name && (step.index === undefined || step.index === index);
    })
  );
}

function instanceKey(plan: number, mode: string, type: string, name: string): string {
  return `${plan} ${mode} ${type} ${name}`;
}
