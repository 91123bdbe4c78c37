import { decidingEvents } from "../../effective/explain";
import type { ControlSource, ProvenanceEvent } from "../../effective/provenance";
import type { Organization } from "../../organization/organization";
import { controlOperand } from "../../policy/operator-set";
import { joinTemplates, template } from "./template";
import type { Template } from "./template";
import { membersTemplate, valueTemplate } from "./value-template";

/** One step on the way to a value. */
export interface StoryStep {
  /** The policy's name. */
  readonly policy: string;
  /** The path of the target to which it is attached. */
  readonly target: string;
  /** What it does: `sets 35`. */
  readonly says: Template;
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

function sentence(event: ProvenanceEvent, organization: Organization): Template {
  switch (event.reason) {
    case "assigned":
      return template`sets ${valueTemplate(event.value)}`;
    case "lost-to-peer":
      return template`sets ${valueTemplate(event.value)}, but ${policyName(organization, event.winner)} of the same target ${[
        event.certain ? "was attached first and wins" : "wins if it was attached first, which is not known",
      ]}`;
    case "appended":
      return withRest("appends", event.members, "already there", event.alreadyPresent);
    case "removed":
      return withRest("removes", event.members, "not there", event.absent);
    case "blocked-operator":
      return template`may not ${event.operator} ${valueTemplate(event.operand)}: ${controls(event.controls, organization)}`;
    case "blocked-key":
      return template`may not add this name: ${controls(event.controls, organization)}`;
  }
}

function withRest(verb: string, members: readonly string[], note: string, rest: readonly string[]): Template {
  const done: Template =
    members.length === 0 ? [`${verb} nothing`] : template`${[verb]} ${valueTemplate(members)}`;
  return rest.length === 0 ? done : template`${done} (${[note]}: ${valueTemplate(rest)})`;
}

function controls(sources: readonly ControlSource[], organization: Organization): Template {
  return joinTemplates(
    sources.map(({ policyId, targetId, allowed }) => {
      const words = controlOperand(allowed);
      const limit: Template = words.includes("@@none")
        ? ["allows nothing"]
        : template`allows only ${membersTemplate(words)}`;
      return template`${policyName(organization, policyId)} on ${organization.path(targetId)} ${limit}`;
    }),
    "; ",
  );
}

function policyName(organization: Organization, policyId: string): string {
  return organization.policy(policyId)?.name ?? policyId;
}
