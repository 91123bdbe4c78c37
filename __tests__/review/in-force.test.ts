import { attached, completePlan, organization, policy } from "../support/organizations";
import { daily } from "./support/policy-documents";
import { findingsOf, reviewOf } from "./support/review-of";
import type { JsonObject } from "../../src/text/json";
import type { Organization } from "../../src/organization/organization";

const ACCOUNT = "000000000003";
const published = {
  plans: {
    daily: {
      regions: ["eu-central-1"],
      rules: { nightly: { target_backup_vault_name: "main", lifecycle: { delete_after_days: "90" } } },
      selections: { tags: { tagged: { iam_role_arn: "r", tag_key: "backup", tag_value: ["daily"] } } },
    },
  },
};
const withheld = daily({ days: 90, continuous: true });

function organizationWith(content: JsonObject, recorded?: JsonObject): Organization {
  return organization({
    policies: [policy("p-1", content)],
    attachments: [attached("ou-b", "p-1")],
    publishedPolicies: new Map(recorded === undefined ? [] : [[ACCOUNT, recorded]]),
  });
}

describe("an account whose new policy is withheld", () => {
  it("loses nothing: it stays on the one it has", () => {
    const review = reviewOf(organizationWith(daily({ days: 365 })), organizationWith(withheld));
    expect(review.findings.map(({ rule }) => rule)).toEqual(["policy-refused", "account-withheld"]);
    expect(review.summary).toMatchObject({ withheld: 1, changed: 0 });
    expect(review.changes[0]?.edits.length).toBeGreaterThan(0);
  });

  it("is not told again of errors that it has already", () => {
    expect(
      findingsOf(reviewOf(organizationWith(withheld), organizationWith({ ...withheld })), "account-withheld"),
    ).toEqual([]);
  });
});

describe("an account whose policy is withheld now", () => {
  it("is compared with what AWS published last, where that is recorded", () => {
    const review = reviewOf(
      organizationWith(withheld, published),
      organizationWith(daily({ days: 14 }), published),
    );
    expect(
      findingsOf(review, "retention-shortened").map(({ accounts, message }) => [accounts, message]),
    ).toEqual([
      [
        [ACCOUNT],
        "Retention drops from 90 to 14 days: about 76 of 90 recovery points per resource are no longer kept.",
      ],
    ]);
  });

  it("is compared with nothing where it is not", () => {
    const review = reviewOf(organizationWith(withheld), organizationWith(daily({ days: 14 })));
    expect(review.findings).toEqual([]);
    expect(review.changes.map(({ before, after }) => [before.status, after.status])).toEqual([
      ["withheld", "published"],
    ]);
  });
});

describe("an account whose policy cannot be known", () => {
  it("shows no edits: what is unknown is not removed", () => {
    const before = organizationWith(completePlan());
    const { data } = before;
    const after = organization({
      ...data,
      policies: [
        { id: "p-1", name: "name-of-p-1", content: { kind: "unknown", reference: "aws_kms_key.k.arn" } },
      ],
    });
    const review = reviewOf(before, after);
    expect(review.changes).toMatchObject([
      { accounts: [ACCOUNT], edits: [], after: { status: "not-knowable" } },
    ]);
    expect(review.findings.map(({ rule, accounts }) => [rule, accounts])).toEqual([
      ["not-knowable", [ACCOUNT]],
    ]);
    expect(review.summary.notKnowable).toBe(1);
  });
});

describe("accounts that leave the organization", () => {
  it("are no longer reached by its policies", () => {
    const before = organizationWith(daily());
    const { data } = before;
    const after = organization({ ...data, accounts: data.accounts.filter(({ id }) => id !== ACCOUNT) });
    const review = reviewOf(before, after);
    expect(review.findings).toMatchObject([
      { rule: "account-unprotected", accounts: [ACCOUNT], scope: "Root/a/b/account-3" },
    ]);
    expect(review.changes).toMatchObject([{ accounts: [ACCOUNT], after: { status: "absent" } }]);
  });
});
