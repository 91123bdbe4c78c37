import type { ProvenanceEvent } from "../../effective/provenance";
import { traceProvenance } from "../../effective/provenance";
import { inheritanceLevels } from "../../organization/inheritance-levels";
import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import type { SettingChange } from "../../review/setting-change";
import type { AccountChange } from "../../review/account-change";
import type { WholePart } from "../review/fold-edits";
import { originStory } from "../review/origin-story";
import type { StoryStep } from "../review/origin-story";
import { templateForTerminal, forTerminal } from "./for-terminal";
import type { ReviewTextOptions } from "./review-text-options";

/** How the settings of a change's accounts came about, on both sides. */
export interface ChangeHistory {
  readonly before: SideHistory;
  readonly after: SideHistory;
}

export interface SideHistory {
  readonly organization: Organization;
  readonly events: ReadonlyMap<string, readonly ProvenanceEvent[]>;
}

export interface StoryLine {
  readonly text: string;
  readonly blocked: boolean;
}

/** Traced for the first account of a change: the others have the same story where they have the same levels. */
export function historyOf(
  { accounts }: AccountChange,
  explain: NonNullable<ReviewTextOptions["explain"]>,
): ChangeHistory {
  const [account = ""] = accounts;
  return { before: sideOf(explain.before, account), after: sideOf(explain.after, account) };
}

function sideOf({ organization }: EffectivePolicies, account: string): SideHistory {
  return { organization, events: traceProvenance(inheritanceLevels(organization, account)).events };
}

/** Every step to the value after the change; where the setting goes, to the one before. */
export function settingStory(
  { path, after }: SettingChange,
  { before, after: now }: ChangeHistory,
): readonly StoryLine[] {
  return storyOf(path, after === undefined ? before : now).map(({ policy, target, says, role }) => ({
    text: `${forTerminal(policy)} on ${forTerminal(target)} ${templateForTerminal(says)}${role === "overridden" ? ", overridden" : ""}`,
    blocked: role === "blocked",
  }));
}

/** Of a part that comes or goes as a whole, only who brings it and where from. */
export function partStory(
  { kind, edits }: WholePart,
  { before, after }: ChangeHistory,
): readonly StoryLine[] {
  const side = kind === "removed" ? before : after;
  const origins = new Set(
    edits.flatMap(({ path }) =>
      storyOf(path, side)
        .filter(({ role }) => role === "decides")
        .map(({ policy, target }) => `${forTerminal(policy)} on ${forTerminal(target)}`),
    ),
  );
  return [...origins].map((text) => ({
    text: `${kind === "removed" ? "was " : ""}set by ${text}`,
    blocked: false,
  }));
}

function storyOf(path: string, { organization, events }: SideHistory): readonly StoryStep[] {
  return originStory(events.get(path) ?? [], organization);
}
