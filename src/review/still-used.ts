import { coverageOf } from "../organization/place";
import type { Place } from "../organization/place";
import { askedPlace, EnvironmentLookup } from "./environment-lookup";
import { needsOf } from "./needs";
import type { Need } from "./needs";
import type { RiskContext, RiskFinding } from "./risks/risk";
import { activeAccounts } from "./active-accounts";

/** What the change deletes. */
interface Gone {
  readonly name: string;
  readonly place: Place;
}

/**
 * One finding for each role or vault that is deleted while policies need it.
 *
 * @param replacement what happens to it, if another of the same name takes its place
 */
export function stillUsed(
  { after, change: { environment } }: RiskContext,
  kind: Need["kind"],
  all: readonly Gone[],
  replacement?: string,
): readonly RiskFinding[] {
  if (environment === undefined || all.length === 0) {
    return [];
  }
  const { organization } = after;
  const lookup = new EnvironmentLookup(environment.after, organization);
  return all.flatMap(({ name, place }) => {
    const accounts = new Set<string>();
    let path = "";
    for (const [policy, ids] of after.distinct()) {
      for (const need of needsOf(policy).filter((used) => used.kind === kind && used.name === name)) {
        for (const id of activeAccounts(organization, ids)) {
          const asked = askedPlace(organization, need.accountId ?? id, need.region ?? "");
          if (
            coverageOf(place, asked, kind === "vault") !== "elsewhere" &&
            (replacement !== undefined || !lookup.mayExist(need, id))
          ) {
            accounts.add(id);
            path = path === "" ? need.path : path;
          }
        }
      }
    }
    const { region } = place;
    const where = region === undefined ? "" : ` in ${region}`;
    const message = `The ${kind} ${JSON.stringify(name)}${where} ${replacement ?? "is deleted while policies use it"}.`;
    return accounts.size === 0 ? [] : [{ message, accounts: [...accounts], policies: [], path }];
  });
}
