import * as fc from "fast-check";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { describeAccounts } from "../../src/review/account-scope";
import { explainSettings } from "../../src/effective/explain";
import { inheritanceLevels } from "../../src/organization/inheritance-levels";
import { responsiblePolicies } from "../../src/review/responsible-policies";
import type { SettingChange } from "../../src/review/setting-change";
import { canonicalJson } from "../../src/text/json";
import type { JsonObject, JsonValue } from "../../src/text/json";
import { arbitraryChange, arbitraryChangeBelow } from "./support/arbitrary-change";
import { AT, reviewOf } from "./support/review-of";

const RUNS = { numRuns: 200 };

/** The settings of a rendered policy by path; a list's members in any order. */
function settings(policy: JsonObject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (node: JsonValue, path: readonly string[]): void => {
    if (typeof node === "object" && node !== null && !Array.isArray(node)) {
      Object.entries(node).forEach(([name, child]) => {
        visit(child, [...path, name]);
      });
    } else {
      found.set(path.join("/"), shown(node));
    }
  };
  visit(policy, []);
  return found;
}

function shown(value: JsonValue): string {
  return Array.isArray(value) ? canonicalJson((value as readonly string[]).toSorted()) : canonicalJson(value);
}

/** The policy with the edits made. */
function withEdits(policy: JsonObject, edits: readonly SettingChange[]): ReadonlyMap<string, string> {
  const result = new Map(settings(policy));
  for (const { path, before, after } of edits) {
    expect(result.get(path)).toEqual(before === undefined ? undefined : shown(before));
    if (after === undefined) {
      result.delete(path);
    } else {
      result.set(path, shown(after));
    }
  }
  return result;
}

describe("the review of any change", () => {
  it("is empty for no change", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before }) => {
        const { changes, findings } = reviewOf(before, before);
        expect({ changes, findings }).toEqual({ changes: [], findings: [] });
      }),
      RUNS,
    );
  });

  it("has edits that turn every policy before into the policy after", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before, after }) => {
        const [from, to] = [EffectivePolicies.compute(before, AT), EffectivePolicies.compute(after, AT)];
        const review = reviewOf(before, after);
        const editsOf = new Map(
          review.changes.flatMap(({ accounts, edits }) => accounts.map((id) => [id, edits])),
        );
        for (const { id } of after.accounts) {
          const edited = withEdits(from.of(id)!.policy, editsOf.get(id) ?? []);
          expect(new Map([...edited].sort())).toEqual(new Map([...settings(to.of(id)!.policy)].sort()));
        }
      }),
      RUNS,
    );
  });

  it("has every account in one change at most, and the summary counts them all", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before, after }) => {
        const { changes, summary } = reviewOf(before, after);
        const accounts = changes.flatMap((change) => change.accounts);
        expect(new Set(accounts).size).toBe(accounts.length);
        expect(summary.changed + summary.withheld + summary.unchanged + summary.notKnowable).toBe(
          after.accounts.length,
        );
      }),
      RUNS,
    );
  });

  it("names for each edit the policies that the whole history names", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before, after }) => {
        for (const { accounts, edits } of reviewOf(before, after).changes) {
          for (const id of accounts) {
            for (const { path, policies, after: now } of edits) {
              const side = now === undefined ? before : after;
              const [explained] = explainSettings(inheritanceLevels(side, id), path).filter(
                (found) => found.path === path,
              );
              expect(policies).toEqual(responsiblePolicies(explained?.events ?? []));
            }
          }
        }
      }),
      RUNS,
    );
  });

  it("mentions no account outside the OU that changed", () => {
    fc.assert(
      fc.property(arbitraryChangeBelow, ({ before, after, unit }) => {
        const { changes, findings } = reviewOf(before, after);
        const touched = [...changes, ...findings].flatMap(({ accounts }) => accounts);
        for (const id of touched) {
          expect(after.lineage(id).map((target) => target.id)).toContain(unit);
        }
      }),
      RUNS,
    );
  });

  it("turned round has the edits the other way round", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before, after }) => {
        const flat = (review: ReturnType<typeof reviewOf>, isBack: boolean): readonly string[] =>
          review.changes
            .flatMap(({ accounts, edits }) =>
              accounts.flatMap((id) =>
                edits.map((edit) =>
                  JSON.stringify([
                    id,
                    edit.path,
                    ...(isBack ? [edit.after, edit.before] : [edit.before, edit.after]),
                  ]),
                ),
              ),
            )
            .sort();
        expect(flat(reviewOf(after, before), true)).toEqual(flat(reviewOf(before, after), false));
      }),
      RUNS,
    );
  });
});

it("the accounts in words are the accounts", () => {
  fc.assert(
    fc.property(arbitraryChange, fc.infiniteStream(fc.boolean()), ({ before }, chosen) => {
      const accounts = before.accounts.filter(() => chosen.next().value === true).map(({ id }) => id);
      const words = describeAccounts(before, accounts);
      const counted = /^(.*)\/\*, except (\d+) accounts$/.exec(words);
      if (counted !== null) {
        const below = before.accounts.filter(({ id }) => before.path(id).startsWith(`${counted[1]!}/`));
        expect(Number(counted[2])).toBe(below.length - accounts.length);
        return;
      }
      fc.pre(!/except \d+ accounts/.test(words));
      const read = before.accounts.filter(({ id }) => isMeant(words, before.path(id))).map(({ id }) => id);
      expect(read).toEqual(accounts);
    }),
    RUNS,
  );
});

/** Reads a description back. */
function isMeant(words: string, path: string): boolean {
  return words.split("; ").some((part) => {
    const [place = "", except = ""] = part.split("/*, except ");
    if (except === "") {
      return part.endsWith("/*") ? path.startsWith(part.slice(0, -1)) : part === path;
    }
    const isExcepted = except
      .split(", ")
      .map((name) => `${place}/${name}`)
      .some((name) => (name.endsWith("/*") ? path.startsWith(name.slice(0, -1)) : name === path));
    return path.startsWith(`${place}/`) && !isExcepted;
  });
}
