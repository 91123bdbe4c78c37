import { getOrAdd } from "../../text/get-or-add";
import { isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";
import type { Reference } from "../declared/declared-resources";
import { expressionOf } from "../synthesized/expression";
import { objectAt } from "../synthesized/stack-json";
import type { Block, StackJson } from "../synthesized/stack-json";
import type { VariableValues } from "../synthesized/variable-values";
import { AssumptionTrace } from "./assumption-trace";
import type { AssumedUse } from "./assumption-trace";
import {
  enabledOf,
  instanceOf,
  instancesIf,
  NAMED_BY_ID,
  openInstances,
  singleInstance,
} from "./block-instances";
import { forEachEntries, objectValue, pairsOf } from "./expression-collections";
import type { BlockInstance, BlockInstances, ExpressionScope } from "./expression-scope";
import { attributeOf, elementOf, splatOf } from "./expression-access";
import { callFunction, numberOf } from "./expression-functions";
import type { ExpressionNode, ForNode } from "./expression-node";
import {
  attributes,
  isTooLarge,
  listOf,
  objectOf,
  literalValue,
  textOfValue,
  UNKNOWN,
} from "./expression-value";
import type { ExpressionValue } from "./expression-value";
import { operate } from "./operate";
import { keepsState } from "./keeps-state";
import { policyDocument } from "./policy-document";
import { parseTemplate } from "./parse-template";
import { WorkBudget } from "./work-budget";

/** More instances of a block than any plan has. */
const MAX_INSTANCES = 10_000;

/** A value that rests on more values than this, one after the other, is not followed: recursion has an end. */
const DEEPEST = 300;

/** Expressions of synthesized JSON, as far as they are known before apply. */
export class Evaluator {
  private readonly stacks: ReadonlyMap<string, StackJson>;
  private readonly blocks: ReadonlyMap<string, Block>;
  private readonly traces = new AssumptionTrace();
  private readonly noted: AssumedUse[] = [];
  private depth = 0;
  private readonly budget = new WorkBudget();
  /** What texts say: thousands of blocks refer to the same ones. */
  private readonly templates = new Map<string, ExpressionNode | undefined>();

  /** @param assumes whether a variable that may have another value counts as what is likely, or as unknown */
  constructor(
    stacks: readonly StackJson[],
    blocks: readonly Block[],
    private readonly variables: VariableValues,
    private readonly assumes = true,
  ) {
    this.stacks = new Map(stacks.map((stack) => [stack.name, stack]));
    this.blocks = new Map(blocks.map((block) => [block.address, block]));
  }

  /** What evaluations asked for so far rest on; what `constant` was asked for is unknown, and rests on nothing. */
  get uses(): readonly AssumedUse[] {
    return this.noted;
  }

  /** A value of the JSON: its texts are templates. */
  value(value: JsonValue | undefined, scope: ExpressionScope): ExpressionValue {
    return this.noting(scope.asker, "arguments", () => this.inner(value, scope));
  }

  /** Only what a reader asks for is noted, not what that is made of. */
  private noting<T>(asker: AssumedUse["asker"] | undefined, of: AssumedUse["of"], evaluate: () => T): T {
    if (this.depth > 0) {
      return evaluate();
    }
    const { value, assumed } = this.traces.of(evaluate);
    if (assumed.size > 0 && asker !== undefined) {
      this.noted.push({ asker, of, variables: assumed });
    }
    return value;
  }

  private inner(value: JsonValue | undefined, scope: ExpressionScope): ExpressionValue {
    if (this.depth === DEEPEST) {
      return UNKNOWN;
    }
    if (this.depth === 0) {
      this.budget.renew();
    }
    this.depth += 1;
    try {
      return this.written(value, scope);
    } finally {
      this.depth -= 1;
    }
  }

  private written(value: JsonValue | undefined, scope: ExpressionScope): ExpressionValue {
    if (typeof value === "string") {
      const node = getOrAdd(this.templates, value, () => parseTemplate(value));
      return node === undefined ? UNKNOWN : this.node(node, scope);
    }
    if (Array.isArray(value)) {
      return listOf((value as readonly JsonValue[]).map((item) => this.value(item, scope)));
    }
    if (isJsonObject(value)) {
      const entries = Object.entries(value).map(
        ([key, each]) => [this.value(key, scope), this.value(each, scope)] as const,
      );
      return objectValue(entries);
    }
    return typeof value === "number" || typeof value === "boolean" ? value : null;
  }

  /** Like {@link value}, but unknown if the assumed value of a variable decides it. */
  constant(value: JsonValue | undefined, scope: ExpressionScope): ExpressionValue {
    const found = this.traces.of(() => this.inner(value, scope));
    return found.assumed.size === 0 ? found.value : UNKNOWN;
  }

  /** What a value names: a literal id, a declared resource, the root, or nothing that can be told. */
  reference(value: JsonValue | undefined, scope: ExpressionScope): Reference {
    const found = typeof value === "string" && value !== "" ? this.value(value, scope) : UNKNOWN;
    const text = textOfValue(found);
    if (text !== undefined && text !== "") {
      return { kind: "id", id: text };
    }
    if (typeof found === "object" && found?.kind === "reference") {
      return found.reference;
    }
    const expression =
      typeof value === "string" ? (expressionOf(value) ?? value) : JSON.stringify(value ?? null);
    return { kind: "unknown", expression };
  }

  /** The instances of a block, by its `count` or `for_each`. */
  instances(block: Block): BlockInstances {
    const { address, values } = block;
    return (values.count ?? values.for_each ?? enabledOf(values) ?? null) === null
      ? singleInstance(block)
      : this.noting(block, "instances", () =>
          this.traces.once(`instances ${address}`, openInstances(block), () => this.findInstances(block)),
        );
  }

  private findInstances(block: Block): BlockInstances {
    const { stack, values } = block;
    const { count, for_each: forEach } = values;
    if ((enabledOf(values) ?? null) !== null) {
      return instancesIf(this.inner(enabledOf(values), { stack }), block);
    }
    if ((count ?? null) !== null) {
      const number = numberOf(this.inner(count, { stack }));
      return number === undefined || number > MAX_INSTANCES
        ? openInstances(block)
        : {
            kind: "count",
            instances: Array.from({ length: number }, (_, index) =>
              instanceOf(block, index, { count: index }),
            ),
          };
    }
    const { value: members, assumed } = this.traces.of(() => this.inner(forEach, { stack }));
    const entries = forEachEntries(members);
    return entries === undefined
      ? openInstances(block)
      : {
          kind: "for_each",
          instances: entries.map(([key, value]) => instanceOf(block, key, { each: { key, value, assumed } })),
        };
  }

  private node(node: ExpressionNode, scope: ExpressionScope): ExpressionValue {
    return this.budget.part(() => this.part(node, scope));
  }

  private part(node: ExpressionNode, scope: ExpressionScope): ExpressionValue {
    switch (node.kind) {
      case "literal":
        return node.value;
      case "template": {
        const parts = node.parts.map((part) =>
          typeof part === "string" ? part : textOfValue(this.node(part, scope)),
        );
        return parts.includes(undefined) || isTooLarge(parts) ? UNKNOWN : this.budget.made(parts.join(""));
      }
      case "name":
        return this.name(node.name, scope);
      case "attribute":
        return attributeOf(this.node(node.of, scope), node.name);
      case "index":
        return elementOf(this.node(node.of, scope), this.node(node.key, scope));
      case "splat":
        return splatOf(this.node(node.of, scope), node.steps);
      case "call":
        return this.budget.made(
          callFunction(
            node.name,
            node.args.map((argument) => this.node(argument, scope)),
          ),
        );
      case "list":
        return this.budget.made(listOf(node.items.map((item) => this.node(item, scope))));
      case "object":
        return this.budget.made(
          objectValue(
            node.entries.map(([key, value]) => [this.node(key, scope), this.node(value, scope)] as const),
          ),
        );
      case "for":
        return this.budget.made(this.each(node, scope));
      case "conditional": {
        const condition = this.node(node.condition, scope);
        return condition === true || condition === "true"
          ? this.node(node.yes, scope)
          : condition === false || condition === "false"
            ? this.node(node.no, scope)
            : UNKNOWN;
      }
      case "not":
      case "minus":
        return operate(node.kind, [this.node(node.of, scope)]);
      case "binary":
        return operate(node.operator, [this.node(node.left, scope), this.node(node.right, scope)]);
    }
  }

  private each(node: ForNode, scope: ExpressionScope): ExpressionValue {
    const over = this.node(node.over, scope);
    const pairs = pairsOf(over);
    if (pairs === undefined) {
      return UNKNOWN;
    }
    const results: (readonly [ExpressionValue, ExpressionValue])[] = [];
    for (const [key, value] of pairs) {
      const bound = new Map([
        ...(scope.bound ?? []),
        ...node.names.map((name, index) => [name, index === node.names.length - 1 ? value : key] as const),
      ]);
      const inner = { ...scope, bound };
      const condition = node.condition === undefined ? true : this.node(node.condition, inner);
      if (typeof condition !== "boolean") {
        return UNKNOWN;
      }
      if (condition) {
        const name = node.key === undefined ? "" : this.node(node.key, inner);
        results.push([name, this.node(node.value, inner)]);
      }
    }
    return node.key === undefined ? listOf(results.map(([, value]) => value)) : objectValue(results);
  }

  private name(name: string, scope: ExpressionScope): ExpressionValue {
    const bound = scope.bound?.get(name);
    if (bound !== undefined) {
      return bound;
    }
    const { stack, each, count } = scope;
    switch (name) {
      case "each":
        return each === undefined
          ? UNKNOWN
          : attributes((part) => {
              // An instance that exists has its key, whatever decides that it exists.
              if (part === "value" && each.value !== each.key) {
                this.traces.add(each.assumed ?? []);
              }
              return part === "key" ? each.key : part === "value" ? each.value : UNKNOWN;
            });
      case "count":
        return objectOf([["index", count ?? UNKNOWN]]);
      case "local":
        return attributes((local) => this.local(stack, local));
      case "var":
        return attributes((variable) => this.variable(stack, variable));
      case "data":
        return attributes((type) => this.blocksOfType(stack, `data.${type}`));
      case "module":
      case "path":
      case "terraform":
      case "self":
        return UNKNOWN;
      default:
        return this.blocksOfType(stack, name);
    }
  }

  private local(stack: StackJson, name: string): ExpressionValue {
    return this.traces.once<ExpressionValue>(`local ${stack.name} ${name}`, UNKNOWN, () => {
      const locals = objectAt(stack.json, "locals");
      return Object.hasOwn(locals, name) ? this.value(locals[name], { stack }) : UNKNOWN;
    });
  }

  private variable(stack: StackJson, name: string): ExpressionValue {
    const found = this.variables(stack, name);
    if (found === undefined) {
      return UNKNOWN;
    }
    if (found.isAssumed) {
      this.traces.add([`${stack.name}/var.${name}`]);
    }
    if (found.value === undefined || (found.isAssumed && !this.assumes)) {
      return UNKNOWN;
    }
    const { type } = objectAt(objectAt(stack.json, "variable"), name);
    const value = literalValue(found.value);
    return typeof type === "string" && /^(?:\$\{)?set\(/.test(type) ? callFunction("toset", [value]) : value;
  }

  private blocksOfType(stack: StackJson, type: string): ExpressionValue {
    return attributes((name) => {
      const block = this.blocks.get(`${stack.name}/${type}.${name}`);
      return block === undefined ? UNKNOWN : this.block(block);
    });
  }

  private block(block: Block): ExpressionValue {
    const found = this.instances(block);
    switch (found.kind) {
      case "single":
        return this.instance(found.instance);
      case "count":
        return listOf(found.instances.map((instance) => this.instance(instance)));
      case "for_each":
        return objectOf(found.instances.map((instance) => [String(instance.key), this.instance(instance)]));
      case "open":
        return { kind: "open-block", instance: (key) => this.instance(found.at(key)) };
    }
  }

  private instance(instance: BlockInstance): ExpressionValue {
    const { block, address, scope } = instance;
    return attributes((name) => {
      if (block.type === "aws_organizations_organization") {
        return name === "roots" ? ROOTS : UNKNOWN;
      }
      if (block.type === "terraform_remote_state") {
        return name === "outputs" ? this.remoteOutputs(block) : UNKNOWN;
      }
      if (name === "json" && block.type === "aws_iam_policy_document") {
        return policyDocument(block.values, (value) => this.value(value, scope));
      }
      if (name !== "id") {
        return Object.hasOwn(block.values, name) ? this.value(block.values[name], scope) : UNKNOWN;
      }
      if (NAMED_BY_ID.has(block.type) && Object.hasOwn(block.values, "name")) {
        return this.value(block.values.name, scope);
      }
      if (block.mode === "resource") {
        return { kind: "reference", reference: { kind: "address", address } };
      }
      const { name: unitName, parent_id: parent } = block.values;
      const found = this.value(unitName, scope);
      return block.type === "aws_organizations_organizational_unit" && typeof found === "string"
        ? {
            kind: "reference",
            reference: { kind: "child", parent: this.reference(parent, scope), name: found },
          }
        : UNKNOWN;
    });
  }

  /** CDKTF names the data source `cross-stack-reference-input-STACK` and refers to `outputs.NAME`. */
  private remoteOutputs({ name, values }: Block): ExpressionValue {
    const named = /^cross-stack-reference-input-(.+)$/.exec(name)?.[1];
    // One that is written by hand reads the state of the stack that keeps it there.
    const producer =
      this.stacks.get(named ?? "") ?? [...this.stacks.values()].find(({ json }) => keepsState(json, values));
    return producer === undefined
      ? UNKNOWN
      : attributes((output) =>
          this.traces.once<ExpressionValue>(`output ${producer.name} ${output}`, UNKNOWN, () => {
            const { value } = objectAt(objectAt(producer.json, "output"), output);
            return value === undefined ? UNKNOWN : this.value(value, { stack: producer });
          }),
        );
  }
}

const ROOTS = listOf([objectOf([["id", { kind: "reference", reference: { kind: "root" } }]])]);
