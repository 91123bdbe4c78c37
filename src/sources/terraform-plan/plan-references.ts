import type { JsonObject, JsonValue } from "../../text/json";
import { isJsonObject, objectOf, textOf } from "../../text/json";
import { expressionOf, hasInterpolation } from "../synthesized/expression";
import { parseSegments } from "./address";
import type { InstanceKey, ModuleStep, Segment } from "./address";
import type { KnownLocals } from "./known-locals";
import { isOwnInstance, referencesOf } from "./plan-configuration";
import type { PlanConfiguration } from "./plan-configuration";
import { hasNewId } from "./plan-instances";
import type { PlanInstances } from "./plan-instances";
import { isUnknown } from "./plan-resource";
import type { PlanResource } from "./plan-resource";
import { ANYTHING, HIDDEN, joined, NO_SOURCE } from "./value-sources";
import type { ValueSources } from "./value-sources";

/** Long chains of variables and outputs are followed this far. */
const MAX_HOPS = 20;

const ORGANIZATION = "aws_organizations_organization";

/** Where an expression is written: it decides what `var.x`, `each.key` and a name without module mean. */
interface Scope {
  readonly plan: number;
  readonly modules: readonly ModuleStep[];
  /** The key of the instance that the expression belongs to. */
  readonly key: InstanceKey | undefined;
  /** The block with `for_each`; empty if there is none. */
  readonly repeated: JsonObject;
}

/**
 * Follows the references of values that are known only after apply, through variables, module outputs,
 * `for_each`, `count` and the remote state of another plan, to the instances that they can come from.
 */
export class PlanReferences {
  constructor(
    private readonly configurations: readonly PlanConfiguration[],
    private readonly instances: PlanInstances,
    private readonly locals: KnownLocals,
  ) {}

  /** What an argument of a resource can come from. */
  sources(resource: PlanResource, argument: string, hops = 0): ValueSources {
    const { plan, modules, index } = resource;
    const code = this.codeOf(resource);
    const expression = objectOf(code.expressions)[argument];
    return this.expression({ plan, modules, key: index, repeated: code }, expression, hops);
  }

  /** Whether the code shows what an argument refers to. */
  hasExpression(resource: PlanResource, argument: string): boolean {
    return objectOf(this.codeOf(resource).expressions)[argument] !== undefined;
  }

  /** Whether the code of a resource is there and does not set an argument. */
  leavesOut(resource: PlanResource, argument: string): boolean {
    const expressions = objectOf(this.codeOf(resource).expressions);
    return Object.keys(expressions).length > 0 && expressions[argument] === undefined;
  }

  /** What an unknown argument depends on, in words. */
  sentence(resource: PlanResource, argument: string): string {
    const references = referencesOf(objectOf(this.codeOf(resource).expressions)[argument]).filter(
      (reference) => !isOwnInstance(reference),
    );
    return references.length === 0 ? KNOWN_AFTER_APPLY : references.join(" and ");
  }

  private codeOf({ plan, modules, mode, type, name }: PlanResource): JsonObject {
    return this.configurationOf(plan).resource(modules, mode, type, name);
  }

  private expression(scope: Scope, expression: JsonValue | undefined, hops: number): ValueSources {
    if (hops > MAX_HOPS) {
      return ANYTHING;
    }
    if (Array.isArray(expression)) {
      return joined((expression as readonly JsonValue[]).map((part) => this.expression(scope, part, hops)));
    }
    const references = referencesOf(expression);
    const key = instanceKey(scope, references, textOf(objectOf(expression).constant_value));
    return joined(references.map((reference) => this.reference(scope, reference, key, hops)));
  }

  private reference(
    scope: Scope,
    reference: string,
    key: InstanceKey | undefined,
    hops: number,
  ): ValueSources {
    const [first, second, ...rest] = parseSegments(reference) ?? [];
    if (first === undefined || second === undefined) {
      return ANYTHING;
    }
    switch (first.name) {
      case "each":
        return second.name === "value"
          ? this.eachValue(
              scope,
              rest.map(({ name }) => name),
              hops,
            )
          : NO_SOURCE;
      case "count":
      case "self":
      case "path":
      case "terraform":
        return NO_SOURCE;
      case "var":
        return this.variable(scope, second.name, hops);
      case "local":
        return this.locals.isKnown(scope.plan, scope.modules, second.name) ? NO_SOURCE : HIDDEN;
      case "module":
        return this.moduleOutput(scope, second, rest[0], key, hops);
      case "data":
        return this.data(scope, second, rest, hops);
      default:
        return this.managed(scope, first, second, rest, key, hops);
    }
  }

  /** JSON code keeps the map of `for_each` as written; of HCL only what it refers to is shown. */
  private eachValue(scope: Scope, path: readonly string[], hops: number): ValueSources {
    const forEach = objectOf(scope.repeated.for_each_expression);
    const written = writtenValue(scope, path);
    const expression = typeof written === "string" ? expressionOf(written) : undefined;
    const outer: Scope = { ...scope, repeated: {} };
    if (expression !== undefined && parseSegments(expression) !== undefined) {
      return this.reference(outer, expression, undefined, hops + 1);
    }
    const isLiteral = typeof written === "string" && !hasInterpolation(written);
    if (isLiteral || (isJsonObject(forEach.constant_value) && forEach.references === undefined)) {
      return NO_SOURCE;
    }
    return joined(
      referencesOf(forEach).map((reference) => this.reference(outer, reference, scope.key, hops + 1)),
    );
  }

  /** The variables of the root module are known when a plan is made. */
  private variable({ plan, modules }: Scope, name: string, hops: number): ValueSources {
    const last = modules.at(-1);
    if (last === undefined) {
      return NO_SOURCE;
    }
    const call = this.configurationOf(plan).call(modules);
    const outside: Scope = { plan, modules: modules.slice(0, -1), key: last.index, repeated: call };
    return this.expression(outside, objectOf(call.expressions)[name], hops + 1);
  }

  private moduleOutput(
    { plan, modules }: Scope,
    called: Segment,
    output: Segment | undefined,
    key: InstanceKey | undefined,
    hops: number,
  ): ValueSources {
    const inside = [...modules, { name: called.name, index: called.indexes[0] ?? key }];
    const scope: Scope = { plan, modules: inside, key: undefined, repeated: {} };
    // `module.m[each.key].id` is listed without what follows the index: it may be any output.
    const names =
      output === undefined
        ? Object.keys(objectOf(this.configurationOf(plan).module(inside).outputs))
        : [output.name];
    const found = names.map((name) => {
      const { expression } = this.configurationOf(plan).output(inside, name);
      return expression === undefined ? ANYTHING : this.expression(scope, expression, hops + 1);
    });
    return names.length === 0 ? ANYTHING : joined(found);
  }

  private data(
    { plan, modules }: Scope,
    type: Segment,
    [name, ...rest]: readonly Segment[],
    hops: number,
  ): ValueSources {
    if (name === undefined) {
      return ANYTHING;
    }
    if (type.name === "terraform_remote_state") {
      const [outputs, output] = rest;
      return outputs?.name === "outputs" && output !== undefined
        ? this.remoteOutput(plan, output.name, hops)
        : ANYTHING;
    }
    // A data source is listed among the changes only where Terraform reads it during apply.
    const isDeferred = this.instances.of({ plan, modules }, "data", type.name, name.name).length > 0;
    if (type.name === ORGANIZATION && isRootId(rest)) {
      return isDeferred ? { ...NO_SOURCE, root: true } : { ...NO_SOURCE, knownRoot: true };
    }
    return isDeferred ? ANYTHING : NO_SOURCE;
  }

  /** An output of the one other plan that has it: CDKTF's names for such outputs are unique. */
  private remoteOutput(plan: number, output: string, hops: number): ValueSources {
    const producers = this.configurations.flatMap((configuration, other) => {
      const found = configuration.output([], output);
      return other === plan || Object.keys(found).length === 0 ? [] : [{ other, found }];
    });
    const [producer, ...more] = producers;
    if (producer === undefined || more.length > 0) {
      return ANYTHING;
    }
    const scope: Scope = { plan: producer.other, modules: [], key: undefined, repeated: {} };
    return this.expression(scope, producer.found.expression, hops + 1);
  }

  private managed(
    { plan, modules }: Scope,
    type: Segment,
    name: Segment,
    rest: readonly Segment[],
    key: InstanceKey | undefined,
    hops: number,
  ): ValueSources {
    const all = this.instances.of({ plan, modules }, "managed", type.name, name.name);
    const [attribute] = rest;
    if (type.name === ORGANIZATION) {
      const isNew = all.some(hasNewId);
      if (!isRootId(rest)) {
        return isNew ? ANYTHING : NO_SOURCE;
      }
      return isNew ? { ...NO_SOURCE, root: true } : { ...NO_SOURCE, knownRoot: true };
    }
    if (all.length === 0) {
      // What the plan does not list has no value that is known only after apply.
      return NO_SOURCE;
    }
    const wanted = name.indexes[0] ?? (all.some(({ index }) => index === key) ? key : undefined);
    const meant = wanted === undefined ? all : all.filter(({ index }) => index === wanted);
    // `x[each.key].id` is listed without what follows the index.
    if (attribute === undefined || attribute.name === "id") {
      const fresh = meant.filter(hasNewId);
      return {
        ...NO_SOURCE,
        instances: fresh.length === 0 && wanted !== undefined ? all.filter(hasNewId) : fresh,
      };
    }
    return joined(
      meant.map((instance) =>
        !isUnknown(instance, attribute.name)
          ? NO_SOURCE
          : this.hasExpression(instance, attribute.name)
            ? this.sources(instance, attribute.name, hops + 1)
            : ANYTHING,
      ),
    );
  }

  private configurationOf(plan: number): PlanConfiguration {
    const configuration = this.configurations[plan];
    if (configuration === undefined) {
      throw new RangeError(`no plan ${plan}`);
    }
    return configuration;
  }
}

/**
 * The key by which `x[each.key]`, `x[count.index]`, `x[each.value]` or `x[each.value.name]` picks an instance;
 * undefined if the expression may use it for something else. JSON code shows the expression; of HCL only the
 * references are known, so that nothing but the instance may be among them.
 */
function instanceKey(
  scope: Scope,
  references: readonly string[],
  text: string | undefined,
): InstanceKey | undefined {
  const [own, ...more] = references.filter((reference) => /^(?:each|count)\./.test(reference));
  if (own === undefined || more.length > 0) {
    return undefined;
  }
  const isIndex = text === undefined ? references.length === 2 : text.includes(`[${own}]`);
  if (!isIndex) {
    return undefined;
  }
  if (own === "each.key" || own === "count.index") {
    return scope.key;
  }
  const [, ...path] = own.split(".").slice(1);
  return textOf(writtenValue(scope, path));
}

/** What the code writes under the key of an instance in the map of its `for_each`; undefined if that is not shown. */
function writtenValue({ key, repeated }: Scope, path: readonly string[]): JsonValue | undefined {
  let value = objectOf(repeated.for_each_expression).constant_value;
  for (const name of [String(key), ...path]) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

export const KNOWN_AFTER_APPLY = "a value known only after apply";

function isRootId([roots, id]: readonly Segment[]): boolean {
  return roots?.name === "roots" && (id === undefined || id.name === "id");
}
