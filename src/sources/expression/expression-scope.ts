import type { Block, StackJson } from "../synthesized/stack-json";
import type { ExpressionValue } from "./expression-value";

/** The key of an instance of a block with `count` or `for_each`. */
export type InstanceKey = string | number;

/** Where an expression is written: it decides what `local.x`, `each.key` and a name mean. */
export interface ExpressionScope {
  readonly stack: StackJson;
  /** What a reader evaluates it for: a block, or something in words; undefined for what is only a part. */
  readonly asker?: Block | string | undefined;
  /** Of a block with `for_each`. */
  readonly each?: {
    readonly key: ExpressionValue;
    readonly value: ExpressionValue;
    /** The variables whose assumed values decide what `for_each` holds. */
    readonly assumed?: ReadonlySet<string>;
  };
  /** Of a block with `count`. */
  readonly count?: ExpressionValue;
  /** The names that `for` expressions around bind. */
  readonly bound?: ReadonlyMap<string, ExpressionValue>;
}

/** One instance of a block. */
export interface BlockInstance {
  readonly block: Block;
  /** Undefined for a block without `count` and `for_each`, and for the instances that only apply knows. */
  readonly key: InstanceKey | undefined;
  /** `stack/type.name["key"]` */
  readonly address: string;
  readonly scope: ExpressionScope;
  /** What decides during apply whether the instance exists; undefined if it does. */
  readonly decidedBy?: string;
}

/** The instances, with the one that stands for those whose key nothing shows. */
export function instancesIn(instances: BlockInstances): readonly BlockInstance[] {
  return "instances" in instances ? instances.instances : [instances.instance];
}

/** The instances of a block. */
export type BlockInstances =
  | { readonly kind: "single"; readonly instance: BlockInstance }
  | { readonly kind: "count"; readonly instances: readonly BlockInstance[] }
  | { readonly kind: "for_each"; readonly instances: readonly BlockInstance[] }
  /** Apply decides which there are. */
  | {
      readonly kind: "open";
      /** Stands for the instances whose key nothing shows. */
      readonly instance: BlockInstance;
      readonly at: (key: InstanceKey) => BlockInstance;
    };
