import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewChange } from "../../src/app/review-change";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import type { Finding } from "../../src/text/finding";
import { organizationWithManagement } from "../support/one-policy";
import { completePlan } from "../support/organizations";
import { NOW, runCli } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";

const [MANAGEMENT, MEMBER] = ["111111111111", "222222222222"];
const CONTENT = JSON.stringify(completePlan("a"));
const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const POLICIES = {
  aws_organizations_policy: { a: { name: "a", type: "BACKUP_POLICY", content: CONTENT } },
  aws_organizations_policy_attachment: {
    to: { policy_id: "${aws_organizations_policy.a.id}", target_id: MEMBER },
  },
};

/** The policy is attached to the member, which has backups; its plan needs the vault Default and the role backup. */
function organization(settings: object = {}): string {
  return organizationWithManagement(CONTENT, [MANAGEMENT, MEMBER], settings);
}

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

function code(resource: Resources, variable: object, more: object = {}): string {
  return synthesizedFixture({
    stack: { json: { variable: { x: variable }, resource: { ...POLICIES, ...resource }, ...more } },
  });
}

function reviewed(directory: string, settings: object = {}): Review {
  return reviewChange({
    directory,
    organization: organization(settings),
    manages: "all",
    guardrails: false,
    at: NOW,
  }).review;
}

const assumed = ({ findings }: Review): Finding | undefined =>
  findings.find(({ rule }) => rule === "value-assumed");

const X = "${var.x}";
const LOCK = { backup_vault_name: "Default", min_retention_days: 7 };

/** What of the code the variable decides, its likely value, and the severity of the finding. */
const DECIDED: readonly (readonly [string, Resources, unknown, Finding["severity"]])[] = [
  ["the name of a vault", { aws_backup_vault: { v: { name: X } } }, "Default", "error"],
  ["the name of a vault that nothing needs", { aws_backup_vault: { v: { name: X } } }, "other", "warning"],
  ["the number of vaults", { aws_backup_vault: { v: { name: "Default", count: X } } }, 1, "error"],
  ["the keys of vaults", { aws_backup_vault: { v: { name: "Default", for_each: X } } }, { k: "v" }, "error"],
  ["a part of the name of a vault", { aws_backup_vault: { v: { name: "Def${var.x}" } } }, "ault", "error"],
  [
    "the vault of a lock",
    { aws_backup_vault_lock_configuration: { l: { ...LOCK, backup_vault_name: X } } },
    "Default",
    "error",
  ],
  [
    "the least retention of a lock",
    { aws_backup_vault_lock_configuration: { l: { ...LOCK, min_retention_days: X } } },
    7,
    "error",
  ],
  [
    "the longest retention of a lock",
    { aws_backup_vault_lock_configuration: { l: { ...LOCK, max_retention_days: X } } },
    100,
    "error",
  ],
  [
    "the mode of a lock",
    { aws_backup_vault_lock_configuration: { l: { ...LOCK, changeable_for_days: X } } },
    3,
    "error",
  ],
  [
    "whether there is a lock",
    { aws_backup_vault_lock_configuration: { l: { ...LOCK, count: X } } },
    1,
    "error",
  ],
  ["the trust of a role", { aws_iam_role: { r: { name: "backup", assume_role_policy: X } } }, TRUST, "error"],
  [
    "a part of the trust of a role",
    { aws_iam_role: { r: { name: "backup", assume_role_policy: TRUST.replace("backup.amazonaws.com", X) } } },
    "backup.amazonaws.com",
    "error",
  ],
  ["the name of a role", { aws_iam_role: { r: { name: X, assume_role_policy: TRUST } } }, "backup", "error"],
  [
    "the path of a role",
    { aws_iam_role: { r: { name: "backup", path: X, assume_role_policy: TRUST } } },
    "/",
    "error",
  ],
  [
    "whether there is a role",
    { aws_iam_role: { r: { name: "backup", count: X, assume_role_policy: TRUST } } },
    1,
    "error",
  ],
  [
    "an opt-in",
    { aws_backup_region_settings: { s: { resource_type_opt_in_preference: { EC2: X } } } },
    true,
    "error",
  ],
  [
    "all opt-ins",
    { aws_backup_region_settings: { s: { resource_type_opt_in_preference: X } } },
    { EC2: true },
    "error",
  ],
  [
    "a setting of the organization",
    { aws_backup_global_settings: { s: { global_settings: { isCrossAccountBackupEnabled: X } } } },
    "true",
    "error",
  ],
  [
    "the template of a stack set",
    { aws_cloudformation_stack_set: { s: { name: "s", template_body: X } } },
    '{"Resources":{}}',
    "error",
  ],
];

describe.each([
  ["of which only a default is known", (value: unknown): object => ({ default: value })],
  ["without a value", (): object => ({ type: "any" })],
])("a variable %s", (kind, variable) => {
  it.each(DECIDED)("that decides %s", (_what, resource, value, severity) => {
    const review = reviewed(code(resource, variable(value)));
    const isUnset = kind === "without a value";
    expect(assumed(review)).toMatchObject({
      // Nothing says which vault or role a name without a value is.
      severity: isUnset ? "error" : severity,
      message: expect.stringContaining(
        isUnset
          ? "stack/var.x has no value that the review knows. It decides"
          : "stack/var.x may have another value than the default that the review assumes. It decides",
      ) as string,
    });
    expect(headline(review.summary)).toBe(
      isUnset
        ? "No account's effective policy changes, provided the variable without a value decides nothing else."
        : "No account's effective policy changes, provided the default of 1 variable applies.",
    );
  });
});

describe("the Region and the account of a provider", () => {
  it.each([
    ["Region", { aws: [{ region: X }] }, "eu-central-1"],
    ["role", { aws: [{ assume_role: [{ role_arn: X }] }] }, `arn:aws:iam::${MEMBER}:role/x`],
  ])("decide where a vault is: %s", (_what, provider, value) => {
    const vaults = { aws_backup_vault: { v: { name: "Default" } } };
    expect(assumed(reviewed(code(vaults, { default: value }, { provider })))).toMatchObject({
      severity: "error",
    });
  });
});

describe("what a variable decides", () => {
  it("is known where a file gives its value", () => {
    const directory = code({ aws_backup_vault: { v: { name: X } } }, { type: "string" });
    writeFileSync(join(directory, "stacks", "stack", "terraform.tfvars"), 'x = "Default"');
    const review = reviewed(directory);
    expect(assumed(review)).toBeUndefined();
    expect(headline(review.summary)).toBe("No account's effective policy changes.");
  });

  it.each([
    ["a role of another service", { aws_iam_role: { r: { name: X, assume_role_policy: "{}" } } }],
    ["tags of a vault", { aws_backup_vault: { v: { name: "Default", tags: { x: X } } } }],
    ["another resource", { aws_instance: { i: { count: X, ami: X } } }],
    ["a role in an account whose provider's Region", { aws_iam_role: { r: { name: "backup" } } }],
  ])("is of no interest where it is %s", (_what, resource) => {
    const provider = { aws: [{ region: X }] };
    const isProvided = JSON.stringify(resource).includes("aws_iam_role");
    const review = reviewed(code(resource, { default: 1 }, isProvided ? { provider } : {}));
    expect(assumed(review)).toBeUndefined();
  });

  it("keeps the status from 0", async () => {
    const directory = code({ aws_backup_vault: { v: { name: X } } }, { default: "Default" });
    const { status } = await runCli("plan", directory, "--org", organization());
    expect(status).toBe(2);
  });
});
