import { ALL_OPERATORS, allows } from "../policy/operator-set";
import type { OperatorSet, ValueOperator } from "../policy/operator-set";
import { joinPath } from "../text/policy-path";
import { EMPTY_APPEND_CREATES_LIST, KEEP_EMPTIED_LISTS, KEY_ADMITTING_OPERATORS } from "./assumptions";
import type { FragmentNode } from "./fragment";
import type { SettingValue } from "./setting-value";
import { applyLevel } from "./inherit";
import type { InheritanceLevel } from "./inheritance-level";
import { MergedNode } from "./merged-node";
import type { MergeRecorder } from "./merge-recorder";

/** Everything that can happen to a setting on its way from the root to an account. */
export const PROVENANCE_REASONS = {
  assigned: "sets the value, replacing what was inherited",
  "lost-to-peer": "assigns the setting, but another policy of the same target was attached first",
  appended: "adds members to the list",
  removed: "removes members from the list",
  "blocked-operator": "uses an operator that a policy of a higher level forbids here",
  "blocked-key": "adds a name that a policy of a higher level forbids on the container",
} as const;
export type ProvenanceReason = keyof typeof PROVENANCE_REASONS;

/** A control that a policy of a higher level declared. */
export interface ControlSource {
  readonly policyId: string;
  readonly targetId: string;
  /** The node at which it stands. */
  readonly path: string;
  readonly allowed: OperatorSet;
}

interface EventBase {
  readonly policyId: string;
  /** The target to which the policy is attached: its level. */
  readonly targetId: string;
  readonly path: string;
}

/** One step, in the order in which AWS takes them. */
export type ProvenanceEvent =
  | (EventBase & { readonly reason: "assigned"; readonly value: SettingValue })
  | (EventBase & {
      readonly reason: "lost-to-peer";
      readonly value: SettingValue;
      readonly winner: string;
      readonly certain: boolean;
    })
  | (EventBase & {
      readonly reason: "appended";
      readonly members: readonly string[];
      readonly alreadyPresent: readonly string[];
    })
  | (EventBase & {
      readonly reason: "removed";
      readonly members: readonly string[];
      readonly absent: readonly string[];
    })
  | (EventBase & {
      readonly reason: "blocked-operator";
      readonly operator: ValueOperator;
      readonly operand: SettingValue;
      readonly controls: readonly ControlSource[];
    })
  | (EventBase & { readonly reason: "blocked-key"; readonly controls: readonly ControlSource[] });

/** The history of every setting of one account, and the controls in force. */
export interface Provenance {
  readonly state: MergedNode;
  /** By path; also paths that have no value because every attempt was blocked. */
  readonly events: ReadonlyMap<string, readonly ProvenanceEvent[]>;
  readonly controls: ReadonlyMap<string, readonly ControlSource[]>;
}

/** Merges the levels again, this time keeping the history. */
export function traceProvenance(levels: readonly InheritanceLevel[]): Provenance {
  const recorder = new ProvenanceRecorder();
  let state = MergedNode.EMPTY;
  for (const level of levels) {
    state = applyLevel(state, level, recorder);
    recorder.finishLevel();
  }
  return { state, events: recorder.events, controls: recorder.controls };
}

/** The value that a history leads to: what AWS's rules make of its steps, one after the other. */
export function replay(events: readonly ProvenanceEvent[]): SettingValue | undefined {
  let value: SettingValue | undefined;
  for (const event of events) {
    if (event.reason === "assigned") {
      value = event.value;
    } else if (event.reason === "appended") {
      const isCreated = event.members.length > 0 || EMPTY_APPEND_CREATES_LIST || value !== undefined;
      value = isCreated ? [...listOf(value), ...event.members] : undefined;
    } else if (event.reason === "removed" && value !== undefined) {
      value = listOf(value).filter((member) => !event.members.includes(member));
      value = value.length === 0 && !KEEP_EMPTIED_LISTS ? undefined : value;
    }
  }
  return value;
}

function listOf(value: SettingValue | undefined): readonly string[] {
  return typeof value === "string" ? [value] : (value ?? []);
}

class ProvenanceRecorder implements MergeRecorder {
  readonly events = new Map<string, ProvenanceEvent[]>();
  readonly controls = new Map<string, ControlSource[]>();
  /** Controls bind the levels below their own: those of this level wait until it is done. */
  private ownControls: ControlSource[] = [];

  assigned(
    path: readonly string[],
    winner: FragmentNode,
    losers: readonly FragmentNode[],
    level: InheritanceLevel,
  ): void {
    this.add({ reason: "assigned", value: winner.assign ?? "", ...place(path, winner, level) });
    for (const loser of losers) {
      this.add({
        reason: "lost-to-peer",
        value: loser.assign ?? "",
        winner: winner.policyId,
        certain: level.order === "known",
        ...place(path, loser, level),
      });
    }
  }

  appended(
    path: readonly string[],
    policy: FragmentNode,
    added: readonly string[],
    level: InheritanceLevel,
  ): void {
    const alreadyPresent = (policy.append ?? []).filter((member) => !added.includes(member));
    this.add({ reason: "appended", members: added, alreadyPresent, ...place(path, policy, level) });
  }

  removed(
    path: readonly string[],
    policy: FragmentNode,
    removed: readonly string[],
    level: InheritanceLevel,
  ): void {
    const absent = (policy.remove ?? []).filter((member) => !removed.includes(member));
    this.add({ reason: "removed", members: removed, absent, ...place(path, policy, level) });
  }

  blockedOperator(
    path: readonly string[],
    policy: FragmentNode,
    operator: ValueOperator,
    operand: SettingValue,
    level: InheritanceLevel,
  ): void {
    const controls = this.controlsAt(path).filter(({ allowed }) => !allows(allowed, operator));
    this.add({ reason: "blocked-operator", operator, operand, controls, ...place(path, policy, level) });
  }

  blockedKey(path: readonly string[], policies: readonly FragmentNode[], level: InheritanceLevel): void {
    const above = this.controlsAt(path.slice(0, -1)).filter(({ allowed }) => allowed !== ALL_OPERATORS);
    // One control may leave nothing that admits a name, or several together: then each has its part.
    const alone = above.filter(({ allowed }) => (allowed & KEY_ADMITTING_OPERATORS) === 0);
    const controls = alone.length > 0 ? alone : above;
    for (const policy of policies) {
      this.add({ reason: "blocked-key", controls, ...place(path, policy, level) });
    }
  }

  control(path: readonly string[], policy: FragmentNode, level: InheritanceLevel): void {
    this.ownControls.push({ ...place(path, policy, level), allowed: policy.control ?? 0 });
  }

  finishLevel(): void {
    for (const control of this.ownControls) {
      const known = this.controls.get(control.path);
      if (known === undefined) {
        this.controls.set(control.path, [control]);
      } else {
        known.push(control);
      }
    }
    this.ownControls = [];
  }

  private controlsAt(path: readonly string[]): readonly ControlSource[] {
    return this.controls.get(joinPath(path)) ?? [];
  }

  private add(event: ProvenanceEvent): void {
    const known = this.events.get(event.path);
    if (known === undefined) {
      this.events.set(event.path, [event]);
    } else {
      known.push(event);
    }
  }
}

function place(path: readonly string[], policy: FragmentNode, level: InheritanceLevel): EventBase {
  return { policyId: policy.policyId, targetId: level.targetId, path: joinPath(path) };
}
