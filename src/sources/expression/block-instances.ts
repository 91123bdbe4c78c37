import { getOrAdd } from "../../text/get-or-add";
import { objectOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { unknownValues } from "../declared/spelled-reference";
import { expressionOf } from "../synthesized/expression";
import type { Block } from "../synthesized/stack-json";
import type { BlockInstance, BlockInstances, ExpressionScope, InstanceKey } from "./expression-scope";
import { UNKNOWN } from "./expression-value";
import type { ExpressionValue } from "./expression-value";

/** Resources whose id is their name. */
export const NAMED_BY_ID: ReadonlySet<string> = new Set([
  "aws_backup_vault",
  "aws_backup_logically_air_gapped_vault",
  "aws_iam_role",
  "aws_cloudformation_stack_set",
]);

/** `enabled` of `lifecycle`, by which OpenTofu has a resource or has not; undefined if the code leaves it out. */
export function enabledOf({ lifecycle }: JsonObject): JsonValue | undefined {
  const [first] = [lifecycle].flat() as readonly (JsonValue | undefined)[];
  return objectOf(first).enabled;
}

/** The one instance of a block without `count` and `for_each`. */
export function singleInstance(block: Block): BlockInstances {
  const { stack, address } = block;
  return getOrAdd(singles, block, () => ({
    kind: "single",
    instance: { block, key: undefined, address, scope: { stack, asker: block } },
  }));
}

/** Readers ask for them repeatedly. */
const singles = new WeakMap<Block, BlockInstances>();

/** The instance of a key. */
export function instanceOf(
  block: Block,
  key: InstanceKey,
  inside: Pick<ExpressionScope, "count" | "each">,
): BlockInstance {
  const scope = { stack: block.stack, asker: block, ...inside };
  return { block, key, address: `${block.address}[${JSON.stringify(key)}]`, scope };
}

/** The instances of a block of which only apply knows the keys. */
export function openInstances(block: Block): BlockInstances {
  const { stack, address, values } = block;
  const { count, for_each: forEach } = values;
  const written = enabledOf(values) ?? count ?? forEach;
  const spelled = typeof written === "string" ? (expressionOf(written) ?? written) : JSON.stringify(written);
  const decidedBy = unknownValues(spelled);
  const inside = (key: ExpressionValue): Pick<ExpressionScope, "count" | "each"> =>
    enabledOf(values) !== undefined
      ? {}
      : count === undefined
        ? { each: { key, value: UNKNOWN } }
        : { count: key };
  return {
    kind: "open",
    instance: {
      block,
      key: undefined,
      address,
      scope: { stack, asker: block, ...inside(UNKNOWN) },
      decidedBy,
    },
    at: (key) => ({ ...instanceOf(block, key, inside(key)), decidedBy }),
  };
}

/** The one instance of a block, if it is enabled. */
export function instancesIf(enabled: ExpressionValue, block: Block): BlockInstances {
  return enabled === true || enabled === "true"
    ? singleInstance(block)
    : enabled === false || enabled === "false"
      ? { kind: "count", instances: [] }
      : openInstances(block);
}
