import { assumption } from "../../effective/assumptions";
import type { AssumptionId, Note } from "../../effective/assumptions";
import type { EffectivePolicies } from "../../organization/effective-policies";
import { once } from "../../text/once";
import { count } from "../words";
import type { Risk } from "./risk";
import { addAll } from "../../text/add-all";

export const dependsOnAssumption: Risk = {
  id: "depends-on-assumption",
  severity: "notice",
  sentence:
    "A result depends on behaviour of AWS that is inferred or unknown rather than documented or recorded.",
  hint: "Write the policy so that it does not depend on this, or check one account with `org-backup verify` after the apply.",
  find: ({ groups, before: policies }) => {
    const found = new Map<AssumptionId, { readonly accounts: string[]; readonly paths: Set<string> }>();
    const known = once(() => new Notes(policies));
    for (const { accounts, before, after, editedPlans } of groups) {
      const fresh =
        editedPlans.size === 0
          ? []
          : (after?.notes ?? []).filter(
              (note) => before?.notes.includes(note) !== true && !known().has(note),
            );
      for (const id of new Set(fresh.map((note) => note.assumption))) {
        const entry = found.get(id) ?? { accounts: [], paths: new Set() };
        found.set(id, entry);
        addAll(entry.accounts, accounts);
        fresh.filter((note) => note.assumption === id).forEach((note) => entry.paths.add(note.path));
      }
    }
    return [...found].map(([id, { accounts, paths }]) => {
      const [only = ""] = paths;
      const where = paths.size === 1 ? "" : ` (${count(paths.size, "place")})`;
      const { evidence, sentence } = assumption(id);
      return {
        message: `${sentence} Evidence: ${evidence}${where}.`,
        accounts,
        policies: [],
        path: paths.size === 1 ? only : "",
      };
    });
  },
};

/** What some account depends on already is no news for another one. */
class Notes {
  private readonly paths = new Map<AssumptionId, Set<string>>();
  private readonly seen = new Set<Note>();

  constructor(policies: EffectivePolicies) {
    for (const { notes } of policies.distinct().keys()) {
      for (const note of notes) {
        if (!this.seen.has(note)) {
          this.seen.add(note);
          const known = this.paths.get(note.assumption);
          if (known === undefined) {
            this.paths.set(note.assumption, new Set([note.path]));
          } else {
            known.add(note.path);
          }
        }
      }
    }
  }

  has({ assumption: id, path }: Note): boolean {
    return this.paths.get(id)?.has(path) === true;
  }
}
