import type { FragmentNode } from "./fragment";
import type { SettingValue } from "./setting-value";
import type { InheritanceLevel } from "./inheritance-level";

/** What a merge tells a listener; see `provenance.ts`, the one that the planner uses. */
export interface MergeRecorder {
  /** A policy set the value; `losers` assigned it too, on the same target, but were attached later. */
  assigned(
    path: readonly string[],
    winner: FragmentNode,
    losers: readonly FragmentNode[],
    level: InheritanceLevel,
  ): void;
  /** A policy appended; `added` are the members that were not there before. */
  appended(
    path: readonly string[],
    policy: FragmentNode,
    added: readonly string[],
    level: InheritanceLevel,
  ): void;
  /** A policy removed; `removed` are the members that were there. */
  removed(
    path: readonly string[],
    policy: FragmentNode,
    removed: readonly string[],
    level: InheritanceLevel,
  ): void;
  /** A control of a higher level forbids the operator: it has no effect. */
  blockedOperator(
    path: readonly string[],
    policy: FragmentNode,
    operator: "@@assign" | "@@append" | "@@remove",
    operand: SettingValue,
    level: InheritanceLevel,
  ): void;
  /** A control on the container above forbids the name, so that nothing below it has an effect. */
  blockedKey(path: readonly string[], policies: readonly FragmentNode[], level: InheritanceLevel): void;
  /** A policy limits what lower levels may do at this node. */
  control(path: readonly string[], policy: FragmentNode, level: InheritanceLevel): void;
}
