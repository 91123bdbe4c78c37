import * as fc from "fast-check";
import { whatIfChange } from "../../src/change/what-if";
import type { WhatIf } from "../../src/change/what-if";
import { Organization } from "../../src/organization/organization";
import { arbitraryChange } from "../review/support/arbitrary-change";
import { AT, folded } from "./support";

const policy = fc.constantFrom("p-1", "p-2", "p-3", "p-4", "p-5");
// Ids, paths and names, of which several may belong to one thing or to none.
const unit = fc.constantFrom("r", "Root", "ou-1", "Root/ou-2", "ou-3", "ou-9");
const account = fc.constantFrom(
  "000000000100",
  "account-1",
  "Root/account-2",
  "Root/ou-1/account-2",
  "new",
  "x",
);
const target = fc.oneof(unit, account);

const whatIf: fc.Arbitrary<WhatIf> = fc.oneof(
  fc.record({ kind: fc.constant("move" as const), account, target }),
  fc.record({ kind: fc.constantFrom("attach" as const, "detach" as const), policy, target }),
  fc.record({ kind: fc.constant("edit" as const), policy, text: fc.constantFrom("{}", '{"plans":{}}', "[") }),
  fc.record({ kind: fc.constant("new-account" as const), name: fc.constantFrom("new", "x"), target: unit }),
);

/** As many what-ifs with one organization for each. */
function oneByOne(organization: Organization, changes: readonly WhatIf[]): ReturnType<typeof whatIfChange> {
  let current = organization;
  const calls = [];
  const problems = [];
  for (const change of changes) {
    const result = whatIfChange(current, [change], AT);
    if (result.ok) {
      calls.push(...result.change.steps.map(({ call, origin }) => ({ call, origin })));
      current = folded(current, result.change).organization;
    } else {
      problems.push(...result.problems);
    }
  }
  const steps = calls.map((call, index) => ({
    ...call,
    id: `what-if ${index}`,
    after: index === 0 ? [] : [`what-if ${index - 1}`],
  }));
  return problems.length === 0 ? { ok: true, change: { steps, milestones: [] } } : { ok: false, problems };
}

it("many what-ifs are what they are one by one", () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(arbitraryChange, fc.array(whatIf, { maxLength: 12 }), ({ before }, changes) => {
      const result = whatIfChange(before, changes, AT);
      expect(result).toEqual(oneByOne(before, changes));
      outcomes.add(result.ok ? `${result.change.steps.length > 2}` : "refused");
    }),
    { numRuns: 500 },
  );
  expect([...outcomes].sort()).toEqual(["false", "refused", "true"]);
});

it("no organization is built for each of many what-ifs", () => {
  const create = jest.spyOn(Organization, "create");
  fc.assert(
    fc.property(arbitraryChange, ({ before }) => {
      create.mockClear();
      const changes = Array.from({ length: 20 }, (_, index): WhatIf => ({
        kind: "new-account",
        name: `new-${index}`,
        target: index % 2 === 0 ? "r" : `new-${index}x`,
      }));
      whatIfChange(before, changes, AT);
      expect(create).not.toHaveBeenCalled();
    }),
    { numRuns: 5 },
  );
});
