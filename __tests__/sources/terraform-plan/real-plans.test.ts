import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Organization } from "../../../src/organization/organization";
import { SynthesizedCode } from "../../../src/sources/synthesized/synthesized-code";
import { synthesizedEnvironment } from "../../../src/sources/synthesized/synthesized-environment";
import { readSynthesized } from "../../../src/sources/synthesized/synthesized";
import { readTerraformPlans } from "../../../src/sources/terraform-plan/terraform-plan";
import type { Review } from "../../../src/review/review";
import { AwsDouble } from "../../support/aws-double/aws-double";
import type { OrganizationSeed } from "../../support/aws-double/organization-seed";
import { changedByCode, changedByPlan } from "../../support/changed";
import { synthesizedFixture } from "../../support/synthesized-fixture";
import { describeWithTerraform } from "../../support/terraform";
import { caseOrganization, codeOf, placeOf, ROOT_ID } from "../../review/support/case-code";
import type { Side } from "../../review/support/case-code";
import { normalizedReview } from "../../review/support/normalized-review";
import { daily, document } from "../../review/support/policy-documents";
import { findingsOf, reviewOf } from "../../review/support/review-of";
import { RISK_CASES } from "../../review/support/risk-cases";
import { TerraformProject } from "../../review/support/terraform-project";

/** Plans wait for the processor where other tests run beside them. */
const MINUTES = 180_000;

function seed(): OrganizationSeed {
  const { settings, root, organizationalUnits, accounts } = caseOrganization();
  return {
    organization: {
      id: settings.id,
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"],
      trustedServices: ["backup.amazonaws.com", "ram.amazonaws.com"],
    },
    root,
    organizationalUnits: [...organizationalUnits],
    accounts: [...accounts],
    policies: [{ id: "p-takentaken", name: "taken", content: daily() }],
  };
}

/** What a snapshot of the double would be. */
function snapshot(double: AwsDouble): Organization {
  const live = double.state.organizations.current!;
  const policies = [...live.policies.values()].filter(({ type }) => type === "BACKUP_POLICY");
  const isBackup = new Set(policies.map(({ id }) => id));
  const targets = [...live.targets.values()];
  const result = Organization.create({
    settings: {
      id: "o-testtest01",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"],
      trustedServices: [...live.trustedServices.keys()],
      delegatedAdministrators: [...live.delegatedAdministrators].map(([accountId, { services }]) => ({
        accountId,
        servicePrincipals: [...services.keys()],
      })),
    },
    root: { id: ROOT_ID, name: "Root" },
    organizationalUnits: targets.flatMap((target) =>
      target.kind === "ORGANIZATIONAL_UNIT"
        ? [{ id: target.id, name: target.name, parentId: target.parentId }]
        : [],
    ),
    accounts: targets.flatMap((target) =>
      target.kind === "ACCOUNT"
        ? [{ id: target.id, name: target.name, parentId: target.parentId, state: target.state }]
        : [],
    ),
    policies: policies.map(({ id, name, content }) => ({
      id,
      name,
      content: { kind: "known", value: JSON.parse(content) as object as never },
    })),
    attachments: targets.flatMap(({ id, attachments }) => {
      const policyIds = attachments.filter((policyId) => isBackup.has(policyId));
      return policyIds.length === 0 ? [] : [{ targetId: id, policyIds, order: "known" as const }];
    }),
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new Error(result.problems[0]?.message);
  }
  return result.organization;
}

function reviewOfPlan(file: string, organization: Organization | undefined): Review {
  const { before, organization: after, facts } = changedByPlan(organization, readTerraformPlans([file]));
  return reviewOf(before, after, facts);
}

function reviewOfCode(code: object, organization: Organization): Review {
  const directory = synthesizedFixture({ policies: { json: code } });
  try {
    const { organization: after, facts } = changedByCode(organization, readSynthesized(directory));
    const environment = { after: synthesizedEnvironment(SynthesizedCode.read(directory)) };
    return reviewOf(organization, after, { ...facts, environment });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Roles, vaults, a delegated administrator: what only a plan can compare. */
function surroundings(side: Side): Readonly<Record<string, object>> {
  const lock = { backup_vault_name: "${aws_backup_vault.locked.name}", max_retention_days: 365 };
  const delegated = {
    account_id: placeOf("policy-refused").account,
    service_principal: "backup.amazonaws.com",
  };
  const vaults = {
    locked: { name: "locked" },
    ...(side === "nearMiss" ? {} : { idle: { name: "idle" } }),
    ...(side === "fires" ? {} : { main: { name: "main" } }),
  };
  return {
    aws_backup_vault: vaults,
    aws_backup_vault_lock_configuration: {
      locked: { ...lock, min_retention_days: { before: 30, fires: 7, nearMiss: 60 }[side] },
    },
    aws_iam_role: {
      ...(side === "fires" ? {} : { used: role("backup") }),
      ...(side === "nearMiss" ? {} : { idle: role("idle") }),
    },
    ...(side === "fires" ? {} : { aws_organizations_delegated_administrator: { backup: delegated } }),
  };
}

function role(name: string): object {
  const trust = { Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" };
  return { name, assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }) };
}

function wholeCode(side: Side): { readonly resource: Readonly<Record<string, object>> } {
  const { resource } = codeOf(side);
  const { aws_backup_vault: vaults, ...others } = surroundings(side);
  // A policy of this name exists, and this is not it.
  const taken = side === "fires" ? { taken: TAKEN } : {};
  return {
    resource: {
      ...resource,
      ...others,
      aws_backup_vault: { ...resource.aws_backup_vault, ...vaults },
      aws_organizations_policy: { ...resource.aws_organizations_policy, ...taken, management: MANAGEMENT },
      aws_organizations_policy_attachment: {
        ...resource.aws_organizations_policy_attachment,
        management: {
          policy_id: "${aws_organizations_policy.management.id}",
          target_id: "111111111111",
        },
      },
    },
  };
}

const TAKEN = { name: "taken", type: "BACKUP_POLICY", content: JSON.stringify(daily()) };

/** The vaults and roles here are in the management account, in the provider's Region: what uses them is too. */
const MANAGEMENT = {
  name: "management",
  type: "BACKUP_POLICY",
  content: JSON.stringify(document({ own: { regions: ["us-east-1"] } })),
};

/** Where the near miss of a rule is; in another place the same rule may be right. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ...RISK_CASES.map(({ rule }) => [rule, placeOf(rule).account] as const),
  ["attachment-replaced", placeOf("cold-storage-changed").account],
]);

describeWithTerraform("plans of the real Terraform", (terraform) => {
  let double: AwsDouble;
  let project: TerraformProject;
  let organization: Organization;

  beforeAll(async () => {
    double = await AwsDouble.start({ seed: seed() });
    project = new TerraformProject(terraform, double);
    project.write(wholeCode("before"));
    await project.init();
    await project.apply();
    organization = snapshot(double);
  }, 5 * MINUTES);

  afterAll(async () => {
    project.remove();
    await double.stop();
  });

  it(
    "give an empty review where nothing changes",
    async () => {
      project.write(wholeCode("before"));
      const review = reviewOfPlan(await project.plan("same", "-refresh=true"), organization);
      expect({ changes: review.changes, findings: review.findings }).toEqual({ changes: [], findings: [] });
    },
    MINUTES,
  );

  describe("of the change at which every rule fires", () => {
    let review: Review;
    let plan: string;

    beforeAll(async () => {
      project.write(wholeCode("fires"));
      const file = await project.plan(
        "fires",
        "-replace=aws_organizations_policy_attachment.cold-storage-changed-own",
      );
      review = reviewOfPlan(file, organization);
      plan = readFileSync(file, "utf8");
    }, 2 * MINUTES);

    it("repeats no credentials, which stand in the plan", () => {
      const { secretAccessKey } = double.credentialsFor("111111111111");
      expect(plan).toContain(secretAccessKey);
      expect(JSON.stringify(review)).not.toContain(secretAccessKey);
    });

    it("tells that AWS refuses a second policy of one name", () => {
      expect(findingsOf(review, "apply-refused").map(({ message }) => message)).toEqual([
        'aws_organizations_policy.taken: A policy named "taken" exists already. AWS refuses CreatePolicy (DuplicatePolicyException).',
      ]);
    });

    it.each(RISK_CASES.map(({ rule }) => rule))("%s is found", (rule) => {
      expect(findingsOf(review, rule)).not.toEqual([]);
    });

    it.each([
      "vault-removed",
      "role-removed",
      "vault-lock-loosened",
      "delegated-administrator-removed",
      "attachment-replaced",
    ])("%s is found, which code alone cannot tell", (rule) => {
      expect(findingsOf(review, rule)).toHaveLength(1);
    });

    it("is reviewed as the synthesized code is, of which no state is known", () => {
      const fromCode = reviewOfCode(wholeCode("fires"), organization);
      const [ofPlan = "", ...others] = JSON.stringify(normalizedReview(review)).split(
        " After the failed apply the state holds the new content: only a plan with refresh shows the difference again.",
      );
      expect(others).toHaveLength(1);
      expect(JSON.parse(`${ofPlan}${others[0]!}`)).toEqual(
        JSON.parse(JSON.stringify(normalizedReview(fromCode))),
      );
    });

    it("names the reference that content waits for", () => {
      expect(findingsOf(review, "not-knowable").map(({ message }) => message)).toEqual([
        'The content of "not-knowable-own" holds aws_backup_vault.later.arn, which is known only after apply.',
      ]);
    });

    it(
      "is reviewed without an organization file from what the state tells, as far as it does",
      async () => {
        const code = wholeCode("fires");
        project.write({
          ...code,
          data: {
            aws_organizations_organization: { now: {} },
            aws_organizations_organizational_units: { root: { parent_id: ROOT_ID } },
            aws_organizations_organizational_unit_child_accounts: {
              one: { parent_id: placeOf("retention-shortened").unit },
            },
          },
        });
        const alone = reviewOfPlan(await project.plan("alone"), undefined);
        const [finding] = findingsOf(alone, "retention-shortened");
        expect(finding?.accounts).toEqual([placeOf("retention-shortened").account]);
        expect(
          findingsOf(alone, "not-knowable")
            .map(({ message }) => message)
            .join("\n"),
        ).toMatch(/does not tell the OU of 25 of the organization's accounts/);
      },
      MINUTES,
    );
  });

  describe("of the change that nearly is one", () => {
    let review: Review;

    beforeAll(async () => {
      project.write(wholeCode("nearMiss"));
      review = reviewOfPlan(await project.plan("nearMiss"), organization);
    }, 2 * MINUTES);

    it("knows that a vault of the right name is in another account and Region", () => {
      const { account } = placeOf("prerequisite-missing");
      const found = findingsOf(review, "prerequisite-missing").filter(({ accounts }) =>
        accounts.includes(account),
      );
      expect(found.map(({ message }) => message)).toEqual(
        ["eu-central-1", "eu-west-1"].map(
          (region) =>
            `No vault "created" in ${region}: aws_backup_vault.created creates it in the management account (us-east-1) only.`,
        ),
      );
    });

    it.each([
      ...RISK_CASES.map(({ rule }) => rule).filter((rule) => rule !== "prerequisite-missing"),
      "vault-removed",
      "role-removed",
      "vault-lock-loosened",
      "delegated-administrator-removed",
      "attachment-replaced",
    ])("%s is not found in its own place", (rule) => {
      const place = PLACES.get(rule);
      const found = findingsOf(review, rule).filter(
        ({ accounts, message }) => place === undefined || accounts.includes(place) || message.includes(rule),
      );
      expect(found).toEqual([]);
    });

    it("is reviewed as the synthesized code is", () => {
      const fromCode = reviewOfCode(wholeCode("nearMiss"), organization);
      expect(normalizedReview(review)).toEqual(normalizedReview(fromCode));
    });
  });

  it(
    "import one policy and move another in the code without changing anything",
    async () => {
      const { resource } = wholeCode("before");
      const { "region-removed-own": moved, ...policies } = resource.aws_organizations_policy as Record<
        string,
        object
      >;
      const attachments = resource.aws_organizations_policy_attachment as Record<string, object>;
      project.write({
        resource: {
          ...resource,
          aws_organizations_policy: { ...policies, renamed: moved, taken: TAKEN },
          aws_organizations_policy_attachment: {
            ...attachments,
            "region-removed-own": {
              ...attachments["region-removed-own"],
              policy_id: "${aws_organizations_policy.renamed.id}",
            },
          },
        },
        import: [{ to: "aws_organizations_policy.taken", id: "p-takentaken" }],
        moved: [
          { from: "aws_organizations_policy.region-removed-own", to: "aws_organizations_policy.renamed" },
        ],
      });
      const review = reviewOfPlan(await project.plan("unchanged"), organization);
      expect({ changes: review.changes, findings: review.findings }).toEqual({ changes: [], findings: [] });
    },
    MINUTES,
  );

  it(
    "follow modules with for_each, their variables and their outputs",
    async () => {
      const folder = join(project.folder, "policy");
      mkdirSync(folder);
      writeFileSync(join(folder, "main.tf"), MODULE);
      const code = wholeCode("before");
      const { unit } = placeOf("region-removed");
      project.write({
        ...code,
        module: {
          extra: {
            source: "./policy",
            for_each: { weekly: "90", monthly: "365" },
            name: "extra-${each.key}",
            days: "${each.value}",
            targets: [unit],
          },
        },
        resource: {
          ...code.resource,
          aws_organizations_policy_attachment: {
            ...code.resource.aws_organizations_policy_attachment,
            "by-output": {
              policy_id: '${module.extra["monthly"].id}',
              target_id: placeOf("rule-removed").unit,
            },
          },
        },
      });
      await project.init();
      const review = reviewOfPlan(await project.plan("modules"), organization);
      expect(findingsOf(review, "not-knowable")).toEqual([]);
      const days = (rule: string): unknown =>
        review.changes
          .find(({ accounts }) => accounts.includes(placeOf(rule).account))
          ?.edits.filter(({ path }) => path.endsWith("delete_after_days"))
          .map(({ path, after, policies }) => [
            path.split("/")[1],
            after,
            policies.map((id) => review.policyNames.get(id)),
          ]);
      expect(days("region-removed")).toEqual([
        ["extra-monthly", "365", ["extra-monthly"]],
        ["extra-weekly", "90", ["extra-weekly"]],
      ]);
      expect(days("rule-removed")).toEqual([["extra-monthly", "365", ["extra-monthly"]]]);
    },
    2 * MINUTES,
  );

  it(
    "tell of principals and policy types that the organization loses",
    async () => {
      const managed = (principals: readonly string[], types: readonly string[]): object => ({
        resource: {
          aws_organizations_organization: {
            this: {
              aws_service_access_principals: principals,
              enabled_policy_types: types,
              feature_set: "ALL",
            },
          },
        },
        import: [{ to: "aws_organizations_organization.this", id: "o-testtest01" }],
      });
      const other = new TerraformProject(terraform, double);
      try {
        const same = managed(
          ["backup.amazonaws.com", "ram.amazonaws.com"],
          ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"],
        );
        other.write(same);
        await other.init();
        const kept = reviewOfPlan(await other.plan("kept"), organization);
        expect(kept.findings).toEqual([]);

        const fewer = managed(["config.amazonaws.com"], ["BACKUP_POLICY"]);
        other.write(fewer);
        const lost = reviewOfPlan(await other.plan("lost"), organization);
        expect(lost.findings.map(({ rule, message }) => [rule, message])).toEqual([
          [
            "trusted-access-removed",
            "Trusted access of backup.amazonaws.com is switched off: the management account no longer sees jobs of other accounts. AWS Backup's service role remains, and enabling trusted access again restores everything.",
          ],
          [
            "policy-type-removed",
            "The policy type SERVICE_CONTROL_POLICY is disabled, and all its policies are detached.",
          ],
          ["other-principals-removed", "Trusted access of ram.amazonaws.com is switched off."],
        ]);
        expect(normalizedReview(lost)).toEqual(normalizedReview(reviewOfCode(fewer, organization)));
      } finally {
        other.remove();
      }
    },
    3 * MINUTES,
  );
});

const MODULE = `
variable "name" { type = string }
variable "days" { type = string }
variable "targets" { type = list(string) }

resource "aws_organizations_policy" "this" {
  name    = var.name
  type    = "BACKUP_POLICY"
  content = jsonencode({
    plans = { (var.name) = {
      regions = { "@@assign" = ["eu-central-1"] }
      rules = { only = {
        target_backup_vault_name = { "@@assign" = "main" }
        lifecycle = { delete_after_days = { "@@assign" = var.days } }
      } }
      selections = { tags = { tagged = {
        iam_role_arn = { "@@assign" = "arn:aws:iam::$account:role/backup" }
        tag_key = { "@@assign" = "backup" }
        tag_value = { "@@assign" = ["daily"] }
      } } }
    } }
  })
}

resource "aws_organizations_policy_attachment" "this" {
  for_each  = toset(var.targets)
  policy_id = aws_organizations_policy.this.id
  target_id = each.value
}

output "id" { value = aws_organizations_policy.this.id }
`;
