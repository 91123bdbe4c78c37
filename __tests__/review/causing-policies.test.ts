import { organization, attached, policy, ROOT } from "../support/organizations";
import { daily } from "./support/policy-documents";
import { findingsOf, reviewOf } from "./support/review-of";

const lock = {
  plans: {
    daily: {
      rules: {
        nightly: {
          lifecycle: {
            delete_after_days: { "@@assign": "90", "@@operators_allowed_for_child_policies": ["@@none"] },
          },
        },
      },
    },
  },
};
const short = {
  plans: { daily: { rules: { nightly: { lifecycle: { delete_after_days: { "@@assign": "7" } } } } } },
};

test("a finding names the lock that is deleted, not the policy whose value shows afterwards", () => {
  const policies = [policy("p-base", daily()), policy("p-lock", lock), policy("p-short", short)];
  const base = [attached(ROOT, "p-base"), attached("ou-b", "p-short")];
  const before = organization({ policies, attachments: [...base, attached("ou-a", "p-lock")] });
  const after = organization({ policies: policies.filter(({ id }) => id !== "p-lock"), attachments: base });
  const review = reviewOf(before, after);
  expect(
    findingsOf(review, "retention-shortened").map(({ accounts, policies: named }) => [accounts, named]),
  ).toEqual([
    [["000000000002"], ["p-lock"]],
    [["000000000003"], ["p-lock"]],
  ]);
  const edits = review.changes.flatMap((change) => change.edits);
  expect(edits.map(({ policies: named, causes }) => [named, causes])).toEqual([
    [["p-base"], ["p-lock"]],
    [["p-short"], ["p-lock"]],
  ]);
});
