import type { SettingValue } from "./setting-value";
import type { InheritanceLevel } from "./inheritance-level";
import type { Alternative, MergedNode } from "./merged-node";
import { replay, traceProvenance } from "./provenance";
import type { ControlSource, ProvenanceEvent } from "./provenance";
import { compareText } from "../text/compare-text";
import { splitPath } from "../text/policy-path";

/** Where a setting's value comes from. */
export interface ExplainedSetting {
  readonly path: string;
  /** Undefined if every attempt to set it was blocked, or nothing was left of it. */
  readonly value: SettingValue | undefined;
  /** In the order in which they happened: by level from the root, and within a level as AWS acts. */
  readonly events: readonly ProvenanceEvent[];
  /** Controls that bind the levels below the account's own, at this very place. */
  readonly controls: readonly ControlSource[];
  /** Set where the value depends on an attachment order that is not known. */
  readonly alternatives: readonly Alternative[] | undefined;
}

/** The policies that gave a setting its present value: of a history, what still counts. */
export function decidingEvents(events: readonly ProvenanceEvent[]): readonly ProvenanceEvent[] {
  const lastAssign = events.findLastIndex(({ reason }) => reason === "assigned");
  return events.slice(Math.max(0, lastAssign)).filter((event) => {
    switch (event.reason) {
      case "assigned":
        return true;
      case "appended":
      case "removed":
        return event.members.length > 0;
      default:
        return false;
    }
  });
}

/**
 * Explains the settings at or below a path; all of them for the empty path. Names are compared without
 * regard to case, as AWS compares them.
 */
export function explainSettings(levels: readonly InheritanceLevel[], path = ""): readonly ExplainedSetting[] {
  const { state, events, controls } = traceProvenance(levels);
  const wanted = path.toLowerCase();
  const isWanted = (candidate: string): boolean =>
    wanted === "" || candidate === wanted || candidate.startsWith(`${wanted}/`);
  // A policy that may not even name a container is the reason for whatever is missing below it.
  const blockedAbove = (candidate: string): boolean => wanted.startsWith(`${candidate}/`);
  return [...events]
    .filter(
      ([candidate, history]) =>
        isWanted(candidate) ||
        (blockedAbove(candidate) && history.some(({ reason }) => reason === "blocked-key")),
    )
    .map(([candidate, history]) => ({
      path: candidate,
      value: replay(history),
      events: history,
      controls: controls.get(candidate) ?? [],
      alternatives: nodeAt(state, splitPath(candidate))?.alternatives,
    }))
    .sort((first, second) => compareText(first.path, second.path));
}

function nodeAt(root: MergedNode, path: readonly string[]): MergedNode | undefined {
  return path.reduce<MergedNode | undefined>((node, name) => node?.children.get(name), root);
}
