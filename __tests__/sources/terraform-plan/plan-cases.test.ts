import { join } from "node:path";
import { reviewChange } from "../../../src/app/review-change";
import type { Review } from "../../../src/review/review";
import { findingsOf } from "../../review/support/review-of";

const FIXTURES = "__tests__/fixtures/plan-cases";
const AT = new Date("2026-11-26T12:00:00Z");

function reviewed(plan: string, organization: string): Review {
  return reviewChange({
    plans: [join(FIXTURES, plan)],
    organization: join(FIXTURES, organization),
    guardrails: false,
    at: AT,
  }).review;
}

function caseOf(name: string): Review {
  return reviewed(`${name}.plan.json`, `${name}.org.json`);
}

function messages(review: Review, rule: string): readonly string[] {
  return findingsOf(review, rule).map(({ severity, message }) => `${severity}: ${message}`);
}

describe("a step that AWS refuses", () => {
  const OU = "aws_organizations_organizational_unit.p";

  it.each([
    [
      "ou-delete",
      `error: ${OU}: The OU Root/Production still holds 1 account: AWS deletes empty OUs only. AWS refuses DeleteOrganizationalUnit (OrganizationalUnitNotEmptyException).`,
    ],
    [
      "ou-replace-parent",
      `error: ${OU}: The OU Root/Production still holds 1 account: AWS deletes empty OUs only. AWS refuses DeleteOrganizationalUnit (OrganizationalUnitNotEmptyException). ${OU} depends on it and does not happen.`,
    ],
    [
      "dup-attachment",
      'error: aws_organizations_policy_attachment.t: The policy "baseline" is attached to Root already. AWS refuses AttachPolicy (DuplicatePolicyAttachmentException).',
    ],
    [
      "deladmin-mgmt",
      "error: aws_organizations_delegated_administrator.d: 111111111111 is the management account, which cannot be a delegated administrator. AWS refuses RegisterDelegatedAdministrator (ConstraintViolationException, CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR).",
    ],
    [
      "type-not-enabled-fresh",
      'error: aws_organizations_policy_attachment.c: The policy type BACKUP_POLICY is not enabled in the organization, so "child" cannot be attached. AWS refuses AttachPolicy (PolicyTypeNotEnabledException).',
    ],
  ])("%s is an error, and changes no account", (name, message) => {
    const review = caseOf(name);
    expect(messages(review, "apply-refused")).toEqual([message]);
    expect(review.summary.changed).toBe(0);
  });

  it("leaves what was carried out before it: the policy is detached, the OU stays", () => {
    const review = caseOf("ou-replace-parent+att");
    expect(findingsOf(review, "apply-refused")).toHaveLength(1);
    expect(findingsOf(review, "account-unprotected")).toMatchObject([{ accounts: ["333333333333"] }]);
  });

  it("is found in a plan by Terraform itself, with what then does not happen", () => {
    const review = reviewed("real/ou-parent.plan.json", "real/organization.yaml");
    expect(messages(review, "apply-refused")).toEqual([
      "error: aws_organizations_organizational_unit.production: The OU Root/Production still holds 1 account: AWS deletes empty OUs only. AWS refuses DeleteOrganizationalUnit (OrganizationalUnitNotEmptyException). aws_organizations_organizational_unit.production and aws_organizations_account.orders and 1 more resource depend on it and do not happen.",
    ]);
    expect(findingsOf(review, "account-unprotected")).toMatchObject([{ accounts: ["799884429713"] }]);
  });
});

describe("a document that AWS refuses", () => {
  it("changes nothing: effects of a refused update are not reported", () => {
    const review = caseOf("update-refused");
    const [message] = messages(review, "policy-refused");
    expect(message).toMatch(/^error: "baseline": .* only a plan with refresh shows the difference again\.$/);
    expect(review.findings.map(({ rule }) => rule)).toEqual(["policy-refused"]);
    expect(review.changes).toEqual([]);
  });

  it("that is empty is refused, and the rest of the plan is reviewed", () => {
    expect(messages(caseOf("tf25977-empty-create"), "policy-refused")).toEqual([
      'error: aws_organizations_policy.t: The content of "t" is not a JSON object: it is empty.',
    ]);
  });
});

describe("an attachment that changes its address", () => {
  it("is an error with the moved block to write", () => {
    expect(findingsOf(caseOf("resource-rename"), "attachment-replaced")).toMatchObject([
      {
        severity: "error",
        hint: expect.stringMatching(/^Add a moved block.*moved \{ from = \S+, to = \S+ \}$/) as string,
      },
    ]);
  });

  it("comes last on its target, so that another policy's value wins", () => {
    const review = caseOf("foreach-rename-order");
    expect(findingsOf(review, "retention-shortened")).toHaveLength(1);
    expect(findingsOf(review, "attachment-replaced")).toMatchObject([{ severity: "error" }]);
  });
});

describe("vaults and locks", () => {
  it.each([
    [
      "vault-delete",
      'error: The vault "Main" in eu-central-1 is to be deleted while policies use it: only its recovery points prevent that.',
    ],
    [
      "two-regions-one-deleted",
      'error: The vault "Main" in eu-west-1 is to be deleted while policies use it: only its recovery points prevent that.',
    ],
    [
      "vault-replace-kms-force",
      'error: The vault "Main" in eu-central-1 is replaced while policies use it: force_destroy deletes all its recovery points.',
    ],
  ])("%s", (name, message) => {
    expect(messages(caseOf(name), "vault-removed")).toEqual([message]);
  });

  it("in a Region that no plan uses may be deleted", () => {
    expect(findingsOf(caseOf("only-unused-region-deleted"), "vault-removed")).toEqual([]);
  });

  it.each(["lock-delete", "R-lock-delete"])("%s: the lock ends, the vault stays", (name) => {
    const review = caseOf(name);
    expect(messages(review, "vault-lock-loosened")).toEqual(['error: The vault "Main" is no longer locked.']);
    expect(findingsOf(review, "vault-removed")).toEqual([]);
  });
});

describe("access", () => {
  it.each([
    ["deladmin-replace.plan.json", "deladmin-replace.org.json"],
    ["real/administrator.plan.json", "real/organization.yaml"],
  ])("a replaced delegated administrator loses its rights: %s", (plan, organization) => {
    expect(findingsOf(reviewed(plan, organization), "delegated-administrator-removed")).toHaveLength(1);
  });

  it("the end of RAM sharing ends the trusted access of AWS RAM", () => {
    expect(messages(caseOf("ram-sharing-delete"), "other-principals-removed")).toEqual([
      "error: Trusted access of ram.amazonaws.com is switched off.",
    ]);
  });

  it("an account that is deleted leaves the organization", () => {
    expect(findingsOf(caseOf("acct-delete"), "account-unprotected")).toMatchObject([
      { severity: "error", accounts: ["333333333333"] },
    ]);
  });

  it("backup plans in a policy of the default type are pointed out", () => {
    expect(messages(caseOf("forgot-type"), "policy-type-mismatch")).toEqual([
      'warning: aws_organizations_policy.c: the policy "child" holds backup plans and has the type SERVICE_CONTROL_POLICY.',
    ]);
  });
});

describe("what is known only after apply", () => {
  it("of a for_each over new policies, every account may change", () => {
    const review = reviewed("unknown/for-each.plan.json", "unknown/for-each.org.yaml");
    expect(review.summary).toMatchObject({
      accounts: 5,
      changed: 0,
      unchanged: 0,
      mayChange: 5,
      notKnowable: 0,
    });
    const [finding, ...more] = findingsOf(review, "may-change");
    expect(more).toEqual([]);
    expect(finding?.message).toMatch(
      /one of "base", "prod" or "sand" at one of .* no existing plan changes\.$/,
    );
    expect(findingsOf(review, "policy-unattached")).toEqual([]);
  });

  it("a target that leaves what the plan shows may be any", () => {
    const review = reviewed("unknown/target.plan.json", "../../../stacks/organization.yaml");
    expect(review.summary).toMatchObject({ changed: 0, unchanged: 0, mayChange: 0, notKnowable: 26 });
    expect(messages(review, "not-knowable")).toEqual([
      'warning: The target of aws_organizations_policy_attachment.a is known after apply (terraform_data.t.output). Wherever it is attached, it adds the plan "unk"; no existing plan changes.',
    ]);
  });
});
