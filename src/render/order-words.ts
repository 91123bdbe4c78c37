import { getOrAdd } from "../text/get-or-add";
import { oneOf } from "../text/one-of";

const BY_ORDER = ", by the unknown order";

/** A line that may be one of several: what differs is joined, and the reason stands at its end. */
export function lineByOrder(texts: readonly string[]): string {
  const line = oneOf(texts);
  return texts.every((text) => text === texts[0]) ? line : `${line}${BY_ORDER}`;
}

/** Parts of a line, each joined by itself where every outcome has the same number of them. */
export function partsByOrder(outcomes: readonly (readonly string[])[]): string {
  const [first = []] = outcomes;
  const lines = outcomes.map((parts) => parts.join(", "));
  return outcomes.every(({ length }) => length === first.length) && new Set(lines).size > 1
    ? `${first.map((_, at) => oneOf(outcomes.map((parts) => parts[at] ?? ""))).join(", ")}${BY_ORDER}`
    : lineByOrder(lines);
}

/** Lines of which some may be missing: those that not every outcome has say so. */
export function linesByOrder(outcomes: readonly (readonly string[])[]): readonly string[] {
  const all = [...new Set(outcomes.flat())];
  return all.map((line) =>
    outcomes.every((lines) => lines.includes(line)) ? line : `perhaps, by the unknown order: ${line}`,
  );
}

/** A rule in every outcome that has it, and whether all have it. */
export interface RuleByOrder<Rule> {
  readonly outcomes: readonly Rule[];
  readonly isCertain: boolean;
}

/** Every rule of any outcome. */
export function rulesByOrder<Rule extends { readonly plan: string; readonly rule: string }>(
  outcomes: readonly (readonly Rule[])[],
): readonly RuleByOrder<Rule>[] {
  const byName = new Map<string, Rule[]>();
  for (const each of outcomes.flat()) {
    getOrAdd(byName, JSON.stringify([each.plan, each.rule]), () => []).push(each);
  }
  return [...byName.values()].map((found) => ({
    outcomes: found,
    isCertain: found.length === outcomes.length,
  }));
}

/** Above a rule that not every outcome has. */
export const PERHAPS = "Perhaps, by the unknown order:";

/** What is said once of accounts whose policy depends on an order that is not known. */
export function orderRemarks(group: {
  readonly alternatives: readonly unknown[];
  readonly mayBeWithheld: boolean;
  readonly isEveryOrderShown: boolean;
}): readonly string[] {
  return [
    ...(group.alternatives.length === 0
      ? []
      : [
          "The order in which policies were attached to one target is not known, and decides: each possible value is shown.",
        ]),
    ...(group.mayBeWithheld
      ? ["In some of the possible orders AWS finds the policy invalid and withholds it."]
      : []),
    ...(group.isEveryOrderShown
      ? []
      : ["The unknown orders allow more outcomes than are shown: further values are possible."]),
  ];
}

/** Writes what there is only one outcome of once, however many accounts share it. */
export function onceAlone<Outcome extends object, Text>(
  write: (outcomes: readonly Outcome[]) => Text,
): (outcomes: readonly Outcome[]) => Text {
  const known = new Map<Outcome, Text>();
  return (outcomes) => {
    const [only] = outcomes;
    return only === undefined || outcomes.length > 1
      ? write(outcomes)
      : getOrAdd(known, only, () => write(outcomes));
  };
}
