import type { OrganizationChange } from "../../review/organization-change";
import { counted } from "../../text/counted";
import { joinTemplates, template } from "./template";
import type { Template } from "./template";
import { grouped } from "../../text/grouped";

/** Changes of the organization that read alike, in one line. */
export interface OrganizationChangeLine {
  readonly sign: "+" | "-" | "~";
  readonly words: Template;
}

/** More lines about things that change alike become one with numbers. */
const LINES_ALIKE = 3;
const NAMES_SHOWN = 5;

interface Thing {
  readonly name: string;
  readonly noun: string;
  readonly changes: OrganizationChange[];
}

/** What changes in the organization: a line for each policy and thing, or for all that change alike. */
export function organizationChangeLines(
  changes: readonly OrganizationChange[],
): readonly OrganizationChangeLine[] {
  const alike = new Map<string, Thing[]>();
  for (const thing of things(changes)) {
    const key = `${thing.noun} ${[...new Set(thing.changes.map(({ action }) => action))].join()}`;
    alike.set(key, [...(alike.get(key) ?? []), thing]);
  }
  return [...alike.values()].flatMap((group) =>
    group.length === 1 || (group.length <= LINES_ALIKE && hasPlaces(group))
      ? group.map(lineOfOne)
      : [lineOfMany(group)],
  );
}

function hasPlaces(group: readonly Thing[]): boolean {
  return group.some(({ changes }) => changes.some(({ from, to }) => from !== undefined || to !== undefined));
}

/** A policy and its attachments are one thing. */
function things(changes: readonly OrganizationChange[]): readonly Thing[] {
  const all = new Map<string, Thing>();
  for (const change of changes) {
    const noun = NOUNS[change.subject];
    const key = `${noun} ${change.id ?? change.name}`;
    const thing = all.get(key) ?? { name: change.name, noun, changes: [] };
    all.set(key, thing);
    thing.changes.push(change);
  }
  return [...all.values()];
}

const NOUNS: Readonly<Record<OrganizationChange["subject"], string>> = {
  policy: "policy",
  attachment: "policy",
  "organizational-unit": "OU",
  account: "account",
  "trusted-access": "trusted access",
  "policy-type": "policy type",
  "delegated-administrator": "delegated administrator",
};

const PLURALS: Readonly<Partial<Record<string, string>>> = {
  policy: "policies",
  "trusted access": "principals with trusted access",
};

function signOf(changes: readonly OrganizationChange[]): OrganizationChangeLine["sign"] {
  const actions = new Set(changes.map(({ action }) => action));
  const has = (...wanted: readonly OrganizationChange["action"][]): boolean =>
    [...actions].every((action) => wanted.includes(action));
  return has("added", "attached", "enabled")
    ? "+"
    : has("deleted", "closed", "detached", "disabled")
      ? "-"
      : "~";
}

function lineOfOne({ name, noun, changes }: Thing): OrganizationChangeLine {
  return {
    sign: signOf(changes),
    words: template`${[noun]} ${name}: ${joinTemplates(
      actionsOf(changes).map(([action, same]) => actionWords(action, same)),
      ", ",
    )}`,
  };
}

function actionWords(action: OrganizationChange["action"], changes: readonly OrganizationChange[]): Template {
  const places = (values: readonly (string | undefined)[]): Template => {
    const known = values.filter((value) => value !== undefined);
    const more = known.length - NAMES_SHOWN;
    const shown = joinTemplates(
      known.slice(0, NAMES_SHOWN).map((value) => template`${value}`),
      ", ",
    );
    return more > 0 ? template`${shown} and ${[`${grouped(more)} more`]}` : shown;
  };
  switch (action) {
    case "attached":
      return template`attached to ${places(changes.map(({ to }) => to))}`;
    case "detached":
      return template`detached from ${places(changes.map(({ from }) => from))}`;
    case "renamed":
      return template`renamed from ${places(changes.map(({ from }) => from))}`;
    case "moved":
      return template`moved from ${places(changes.map(({ from }) => from))} to ${places(changes.map(({ to }) => to))}`;
    default:
      return [action];
  }
}

function lineOfMany(group: readonly Thing[]): OrganizationChangeLine {
  const [{ noun }] = group as readonly [Thing, ...Thing[]];
  const changes = group.flatMap((thing) => thing.changes);
  const actions = actionsOf(changes).map(([action, same]) => {
    const places = new Set(same.map(({ from, to }) => (action === "attached" ? to : from)));
    const count = counted(places.size, "target");
    return action === "attached"
      ? `attached to ${count}`
      : action === "detached"
        ? `detached from ${count}`
        : action;
  });
  const names = group.slice(0, NAMES_SHOWN).map(({ name }) => template`${name}`);
  const more = group.length - names.length;
  return {
    sign: signOf(changes),
    words: template`${[`${counted(group.length, noun, PLURALS[noun] ?? `${noun}s`)} ${actions.join(", ")}`]}: ${joinTemplates(
      more > 0 ? [...names, [`${grouped(more)} more`]] : names,
      ", ",
    )}`,
  };
}

function actionsOf(
  changes: readonly OrganizationChange[],
): readonly (readonly [OrganizationChange["action"], readonly OrganizationChange[]])[] {
  const byAction = new Map<OrganizationChange["action"], OrganizationChange[]>();
  for (const change of changes) {
    byAction.set(change.action, [...(byAction.get(change.action) ?? []), change]);
  }
  return [...byAction];
}
