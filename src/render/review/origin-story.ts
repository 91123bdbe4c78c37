import { decidingEvents } from "../../effective/explain";
import type { ControlSource, ProvenanceEvent } from "../../effective/provenance";
import type { Organization } from "../../organization/organization";
import { controlOperand } from "../../policy/operator-set";
import { joinPhrases, phrase } from "./phrase";
import type { Phrase } from "./phrase";
import { membersPhrase, valuePhrase } from "./value-phrase";

/** One step on the way to a value. */
export interface StoryStep {
  /** The policy's name. */
  readonly policy: string;
  /** The path of the target to which it is attached. */
  readonly target: string;
  /** What it does: `sets 35`. */
  readonly says: Phrase;
  /** `decides`: the step is part of the value; `overridden`: it was, until a later step; `blocked`: it never had effect. */
  readonly role: "decides" | "overridden" | "blocked";
}

/** How a setting got its value, step by step as AWS acts. */
export function originStory(
  events: readonly ProvenanceEvent[],
  organization: Organization,
): readonly StoryStep[] {
  const deciding = new Set(decidingEvents(events));
  return events.map((event) => ({
    policy: policyName(organization, event.policyId),
    target: organization.path(event.targetId),
    says: sentence(event, organization),
    role: deciding.has(event) ? "decides" : isBlocked(event) ? "blocked" : "overridden",
  }));
}

function isBlocked({ reason }: ProvenanceEvent): boolean {
  return reason === "blocked-operator" || reason === "blocked-key" || reason === "lost-to-peer";
}

function sentence(event: ProvenanceEvent, organization: Organization): Phrase {
  switch (event.reason) {
    case "assigned":
      return phrase`sets ${valuePhrase(event.value)}`;
    case "lost-to-peer":
      return phrase`sets ${valuePhrase(event.value)}, but ${policyName(organization, event.winner)} of the same target ${[
        event.certain ? "was attached first and wins" : "wins if it was attached first, which is not known",
      ]}`;
    case "appended":
      return withRest("appends", event.members, "already there", event.alreadyPresent);
    case "removed":
      return withRest("removes", event.members, "not there", event.absent);
    case "blocked-operator":
      return phrase`may not ${event.operator} ${valuePhrase(event.operand)}: ${controls(event.controls, organization)}`;
    case "blocked-key":
      return phrase`may not add this name: ${controls(event.controls, organization)}`;
  }
}

function withRest(verb: string, members: readonly string[], note: string, rest: readonly string[]): Phrase {
  const done: Phrase = members.length === 0 ? [`${verb} nothing`] : phrase`${[verb]} ${valuePhrase(members)}`;
  return rest.length === 0 ? done : phrase`${done} (${[note]}: ${valuePhrase(rest)})`;
}

function controls(sources: readonly ControlSource[], organization: Organization): Phrase {
  return joinPhrases(
    sources.map(({ policyId, targetId, allowed }) => {
      const words = controlOperand(allowed);
      const limit: Phrase = words.includes("@@none")
        ? ["allows nothing"]
        : phrase`allows only ${membersPhrase(words)}`;
      return phrase`${policyName(organization, policyId)} on ${organization.path(targetId)} ${limit}`;
    }),
    "; ",
  );
}

function policyName(organization: Organization, policyId: string): string {
  return organization.policy(policyId)?.name ?? policyId;
}
