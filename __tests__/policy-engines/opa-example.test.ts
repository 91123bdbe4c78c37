import { readFileSync } from "node:fs";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { reviewJson } from "../../src/render/review-json";
import type { Guardrails } from "../../src/review/guardrails/guardrails";
import { REVIEW_RULES } from "../../src/review/rules";
import { daily } from "../review/support/policy-documents";
import { AT, reviewOf } from "../review/support/review-of";
import { attached, organization, policy, ROOT } from "../support/organizations";
import type { JsonObject } from "../../src/text/json";
import { regoSets } from "./rego";
import type { Question } from "./rego";

const example = readFileSync("help/examples/opa/backup-review.rego", "utf8");

function withPolicy(content: JsonObject, names: readonly string[] = []): Organization {
  const { data } = organization();
  const accounts = data.accounts.map((account, index) => ({
    ...account,
    name: names[index] ?? account.name,
  }));
  return organization({ accounts, policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
}

/** What `org-backup plan --include-policies` writes. */
function review(before: Organization, after: Organization, guardrails?: Guardrails): unknown {
  const found = reviewOf(before, after, guardrails === undefined ? {} : { guardrails });
  return JSON.parse(reviewJson(found, EffectivePolicies.compute(after, AT)));
}

const SANDBOXES = ["sandbox-a", "sandbox-b", "sandbox-c"];
const ACKNOWLEDGED = {
  requirements: [],
  acknowledgements: [{ rule: "retention-shortened", accounts: {}, reason: "agreed", where: "x:1:1" }],
};
const kept = (days: number, names: readonly string[] = []): Organization =>
  withPolicy(daily({ days }), names);
const rare = withPolicy(daily({ schedule: "cron(0 5 ? * SUN *)" }));
const withheld = withPolicy(daily({ days: 90, continuous: true }));

/** What the change is, what is asked, and what the Open Policy Agent answers. */
const CASES: readonly (Question & { readonly what: string; readonly answers: readonly unknown[] })[] = [
  {
    what: "denies a change that loses recovery points",
    set: "deny",
    input: review(kept(35), kept(20)),
    answers: [
      "retention-shortened: Retention drops from 35 to 20 days: about 15 of 35 recovery points per resource are no longer kept. (3 accounts)",
    ],
  },
  {
    what: "reads the effective policies as well",
    set: "deny",
    input: review(kept(7), kept(7)),
    answers: ["daily/nightly keeps recovery points for 7 days, fewer than 14"],
  },
  {
    what: "leaves accounts alone that may lose what they like",
    set: "deny",
    input: review(kept(35, SANDBOXES), kept(7, SANDBOXES)),
    answers: [],
  },
  {
    what: "lets through what is acknowledged",
    set: "deny",
    input: review(kept(35), kept(20), ACKNOWLEDGED),
    answers: [],
  },
  {
    what: "denies a change that AWS would withhold",
    set: "deny",
    input: review(kept(35), withheld),
    answers: [
      "AWS would withhold the policy of Root/*: Dependent fields enable_continuous_backup=true,delete_after_days=90 in policy block nightly are invalid when used together",
    ],
  },
  { what: "does not deny what it warns of", set: "deny", input: review(kept(35), rare), answers: [] },
  {
    what: "warns of the rest",
    set: "warn",
    input: review(kept(35), rare),
    answers: [expect.stringMatching(/^less-frequent-backups: The longest time/)],
  },
  {
    what: "has nothing to say where nothing changes",
    set: "deny",
    input: review(kept(35), kept(35)),
    answers: [],
  },
];

describe("the example for the Open Policy Agent, run by it", () => {
  let answers: readonly (readonly string[])[];

  beforeAll(() => {
    answers = regoSets(example, CASES);
  }, 60_000);

  it.each(CASES.map(({ what }, index) => [what, index] as const))("%s", (_, index) => {
    expect(answers[index]).toEqual(CASES[index]?.answers);
  });
});

it.each(["help/examples/opa/backup-review.rego", "help/examples/sentinel/backup-review.sentinel"])(
  "%s names rules that exist",
  (file) => {
    const named = [...readFileSync(file, "utf8").matchAll(/"([a-z]+(?:-[a-z]+)+)"/g)].map(([, id]) => id);
    expect(named.length).toBeGreaterThan(3);
    expect(REVIEW_RULES.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
  },
);
