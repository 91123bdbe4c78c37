import { isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";
import type { Reference } from "../declared/declared-resources";
import { expressionOf, hasInterpolation, parseTraversal } from "./expression";
import type { Traversal } from "./expression";
import { addressOf, localAddress, objectAt } from "./stack-json";
import type { Block, StackJson } from "./stack-json";

/** Long chains of outputs through outputs are followed this far. */
const MAX_HOPS = 20;

/** Follows the references of synthesized JSON, inside a stack and through remote state across stacks. */
export class ReferenceResolver {
  private readonly stacks: ReadonlyMap<string, StackJson>;
  private readonly blocks: ReadonlyMap<string, Block>;

  constructor(stacks: readonly StackJson[], blocks: readonly Block[]) {
    this.stacks = new Map(stacks.map((stack) => [stack.name, stack]));
    this.blocks = new Map(blocks.map((block) => [addressOf(block), block]));
  }

  /** What a value names: a literal id, a declared resource, the root, or nothing that can be told. */
  reference(stack: StackJson, value: JsonValue | undefined, hops = 0): Reference {
    if (typeof value !== "string" || value === "" || hops > MAX_HOPS) {
      return {
        kind: "unknown",
        expression: typeof value === "string" ? value : JSON.stringify(value ?? null),
      };
    }
    const expression = expressionOf(value);
    if (expression === undefined) {
      return hasInterpolation(value) ? { kind: "unknown", expression: value } : { kind: "id", id: value };
    }
    const traversal = parseTraversal(expression);
    if (traversal === undefined) {
      return { kind: "unknown", expression };
    }
    return this.follow(stack, traversal, expression, hops);
  }

  private follow(stack: StackJson, traversal: Traversal, expression: string, hops: number): Reference {
    const unknown: Reference = { kind: "unknown", expression };
    if (traversal.mode === "resource" && (traversal.type === "local" || traversal.type === "var")) {
      return this.followNamed(stack, traversal, hops) ?? unknown;
    }
    if (traversal.type === "terraform_remote_state") {
      return this.followRemoteState(stack, traversal, hops) ?? unknown;
    }
    const block = this.blocks.get(`${stack.name}/${localAddress(traversal)}`);
    if (block === undefined) {
      return unknown;
    }
    if (block.type === "aws_organizations_organization") {
      const [attribute, , part] = traversal.attributes;
      return attribute === "roots" && part === "id" ? { kind: "root" } : unknown;
    }
    if (traversal.attributes.length !== 1 || traversal.attributes[0] !== "id") {
      return unknown;
    }
    if (block.type === "aws_organizations_organizational_unit" && block.mode === "data") {
      const { parent_id: parent, name } = block.values;
      return typeof name === "string" && !hasInterpolation(name)
        ? { kind: "child", parent: this.reference(block.stack, parent, hops + 1), name }
        : unknown;
    }
    return block.mode === "resource" ? { kind: "address", address: addressOf(block) } : unknown;
  }

  /** `local.x` stands in `locals`; `var.x` has at best a default. */
  private followNamed(stack: StackJson, { type, name }: Traversal, hops: number): Reference | undefined {
    const value =
      type === "local"
        ? objectAt(stack.json, "locals")[name]
        : objectAt(objectAt(stack.json, "variable"), name).default;
    return value === undefined ? undefined : this.reference(stack, value, hops + 1);
  }

  /** CDKTF names the data source `cross-stack-reference-input-STACK` and refers to `outputs.NAME`. */
  private followRemoteState(
    stack: StackJson,
    { name, attributes }: Traversal,
    hops: number,
  ): Reference | undefined {
    const [outputs, output] = attributes;
    const producer = this.producerOf(stack, name);
    if (outputs !== "outputs" || output === undefined || producer === undefined) {
      return undefined;
    }
    const declared = objectAt(producer.json, "output")[output];
    return isJsonObject(declared) ? this.reference(producer, declared.value, hops + 1) : undefined;
  }

  private producerOf(stack: StackJson, dataSource: string): StackJson | undefined {
    const named = /^cross-stack-reference-input-(.+)$/.exec(dataSource)?.[1];
    const exact = named === undefined ? undefined : this.stacks.get(named);
    // A hand-written remote state carries another name: if one stack only comes before, it is that one.
    const [only, ...others] = stack.dependencies;
    return exact ?? (only !== undefined && others.length === 0 ? this.stacks.get(only) : undefined);
  }
}
