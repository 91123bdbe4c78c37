import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import type { Finding } from "../../src/text/finding";
import { completePlan } from "../support/organizations";
import { NOW, runCli } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

const CONTENT = (plan: string): string => JSON.stringify(completePlan(plan));
const [TWO, THREE] = ["222222222222", "333333333333"];
const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";

/** The policy of the team a is attached to an account, that of b to no one. */
function organization(): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1" },
    root: { id: "r-1", name: "Root" },
    accounts: [
      { id: TWO, name: "two", parentId: "r-1" },
      { id: THREE, name: "three", parentId: "r-1" },
    ],
    policies: [{ id: "p-a", name: "a", content: CONTENT("a") }],
    attachments: [{ targetId: TWO, policyIds: ["p-a"], order: "known" }],
  });
}

/** Terraform manages the policy and the attachment of a. */
function state(): string {
  const one = (type: string, name: string, attributes: object, key: string | undefined): object => ({
    mode: "managed",
    type,
    name,
    instances: [{ ...(key === undefined ? {} : { index_key: key }), attributes }],
  });
  return writtenJson("state.json", {
    version: 4,
    resources: [
      one(POLICY, "each", { id: "p-a", name: "a", type: "BACKUP_POLICY", content: CONTENT("a") }, "a"),
      one(ATTACHMENT, "to", { policy_id: "p-a", target_id: TWO }, "a"),
    ],
  });
}

const TEAMS = { type: "set(string)", default: ["a"] };

/** A policy and an attachment for each team. */
function teams(json: object = {}, more: { readonly target?: string; readonly name?: string } = {}): string {
  const { target = "${local.targets[each.key]}", name = "${each.key}" } = more;
  return synthesizedFixture({
    stack: {
      json: {
        variable: { teams: TEAMS },
        locals: { documents: { a: CONTENT("a"), b: CONTENT("b") }, targets: { a: TWO, b: THREE } },
        resource: {
          [POLICY]: {
            each: {
              for_each: "${var.teams}",
              name,
              type: "BACKUP_POLICY",
              content: "${local.documents[each.key]}",
            },
          },
          [ATTACHMENT]: {
            to: {
              for_each: `\${${POLICY}.each}`,
              policy_id: "${each.value.id}",
              target_id: target,
            },
          },
        },
        ...json,
      },
    },
  });
}

function reviewed(directory: string, request: Partial<ReviewRequest> = {}): Review {
  return reviewChange({
    directory,
    organization: organization(),
    states: [state()],
    guardrails: false,
    at: NOW,
    ...request,
  }).review;
}

const assumed = ({ findings }: Review): readonly Finding[] =>
  findings.filter(({ rule }) => rule === "value-assumed");
const changed = ({ changes }: Review): readonly string[] => changes.flatMap(({ accounts }) => accounts);

function tfvars(directory: string, text: string): string {
  writeFileSync(join(directory, "stacks", "stack", "terraform.tfvars"), text);
  return directory;
}

describe("a variable of which only a default is known", () => {
  it("is named with what it decides, an error where an account may lose its backups", () => {
    const review = reviewed(teams());
    expect(assumed(review)).toMatchObject([
      {
        severity: "error",
        message:
          "stack/var.teams may have another value than the default that the review assumes. It decides which instances there are of stack/aws_organizations_policy.each and stack/aws_organizations_policy_attachment.to.",
        accounts: [TWO, THREE],
      },
    ]);
    expect(headline(review.summary)).toBe(
      "No account's effective policy changes, provided the default of 1 variable applies.",
    );
  });

  it("keeps the status from 0 even if findings do not", async () => {
    const args = ["plan", teams(), "--org", organization(), "--state", state(), "--fail-on", "none"];
    expect((await runCli(...args, "--detailed-exitcode")).status).toBe(2);
    expect((await runCli(...args)).status).toBe(0);
  });

  it("is no finding if a file beside the stack gives its value", () => {
    const same = reviewed(tfvars(teams(), 'teams = ["a"]'));
    expect([assumed(same), changed(same), headline(same.summary)]).toEqual([
      [],
      [],
      "No account's effective policy changes.",
    ]);
    const gone = reviewed(tfvars(teams(), "teams = []"));
    expect(gone.findings.map(({ rule }) => rule)).toContain("account-unprotected");
    expect([assumed(gone), changed(gone)]).toEqual([[], [TWO]]);
  });

  it("is no finding if the environment gives its value", () => {
    process.env.TF_VAR_teams = '["a", "b"]';
    try {
      const review = reviewed(teams());
      expect([assumed(review), changed(review)]).toEqual([[], [THREE]]);
    } finally {
      delete process.env.TF_VAR_teams;
    }
  });

  it("is one finding for all variables, through local values", () => {
    const directory = teams(
      {
        variable: { teams: TEAMS, two: { default: TWO } },
        locals: {
          documents: { a: CONTENT("a") },
          targets: { a: "${var.two}" },
        },
      },
      { name: "${var.prefix}${each.key}" },
    );
    expect(assumed(reviewed(directory)).map(({ message }) => message)).toEqual([
      "stack/var.teams and stack/var.two may have other values than the defaults that the review assumes. They decide which instances there are of stack/aws_organizations_policy.each and stack/aws_organizations_policy_attachment.to, and arguments of stack/aws_organizations_policy_attachment.to.",
    ]);
  });

  /** A variable decides the name of the policy and nothing else. */
  function prefixed(): string {
    const policies = { each: { name: "${var.prefix}a", type: "BACKUP_POLICY", content: CONTENT("a") } };
    const to = { policy_id: `\${${POLICY}.each.id}`, target_id: TWO };
    return synthesizedFixture({
      stack: {
        json: {
          variable: { prefix: { default: "" } },
          resource: { [POLICY]: policies, [ATTACHMENT]: { to } },
        },
      },
    });
  }

  it("is a warning where it only decides a name", () => {
    const review = reviewed(prefixed());
    expect(assumed(review)).toMatchObject([
      {
        severity: "warning",
        message:
          "stack/var.prefix may have another value than the default that the review assumes. It decides arguments of stack/aws_organizations_policy.each.",
        accounts: [],
      },
    ]);
  });

  it("counts on the target branch too: its instances may leave with the block", () => {
    const review = reviewed(synthesizedFixture({ stack: { json: {} } }), { states: [], base: teams() });
    expect(assumed(review)).toHaveLength(1);
  });

  it("is not mentioned if it reaches nothing that concerns backups", () => {
    const variable = { region: { default: "eu-central-1" }, size: { default: 2 } };
    const json = {
      variable,
      provider: { aws: [{ region: "${var.region}" }] },
      resource: {
        [POLICY]: {
          scp: { name: "${var.region}", content: "{}", type: "SERVICE_CONTROL_POLICY" },
          a: {
            name: "a",
            type: "BACKUP_POLICY",
            content: CONTENT("a"),
            tags: { region: "${var.region}" },
            description: "${var.region}",
          },
        },
        [ATTACHMENT]: { to: { policy_id: `\${${POLICY}.a.id}`, target_id: TWO } },
        aws_instance: { x: { count: "${var.size}" } },
        aws_iam_role: { lambda: { name: "${var.region}", count: "${var.size}" } },
      },
    };
    const review = reviewed(synthesizedFixture({ stack: { json } }), { states: [] });
    expect(assumed(review)).toEqual([]);
    expect(headline(review.summary)).toBe("No account's effective policy changes.");
  });

  it("stays assumed under a what-if, which is not taken for its effect", () => {
    const review = reviewed(prefixed(), { whatIf: [{ kind: "detach", policy: "a", target: "Root/two" }] });
    expect(changed(review)).toEqual([TWO]);
    expect(assumed(review)).toMatchObject([{ severity: "warning", accounts: [] }]);
  });
});

describe("the enabled policy types", () => {
  const org = (types: unknown, json: object = {}): string =>
    synthesizedFixture({
      stack: {
        json: {
          variable: { types: { type: "list(string)", default: ["BACKUP_POLICY"] } },
          resource: {
            aws_organizations_organization: { this: { feature_set: "ALL", enabled_policy_types: types } },
          },
          ...json,
        },
      },
    });
  const enabled = writtenJson("enabled.json", {
    version: 1,
    organization: { id: "o-1", enabledPolicyTypes: ["BACKUP_POLICY"] },
    root: { id: "r-1", name: "Root" },
    accounts: [{ id: TWO, name: "two", parentId: "r-1" }],
    policies: [{ id: "p-a", name: "a", content: CONTENT("a") }],
    attachments: [{ targetId: TWO, policyIds: ["p-a"], order: "known" }],
  });
  const rules = (directory: string): readonly string[] =>
    reviewed(directory, { organization: enabled, states: [] })
      .findings.filter(({ severity }) => severity === "error")
      .map(({ rule }) => rule);

  it.each([
    ["a list", org([])],
    ["a local", org("${local.types}", { locals: { types: [] } })],
    ["a variable with a value", tfvars(org("${var.types}"), "types = []\n")],
    ["a set of such a variable", tfvars(org("${toset(var.types)}"), "types = []\n")],
  ])("that %s leaves out are disabled", (_what, directory) => {
    expect(rules(directory)).toEqual(expect.arrayContaining(["account-unprotected", "policy-type-removed"]));
  });

  it("of which only a default is known are an error for accounts with backups", () => {
    expect(rules(org("${var.types}"))).toContain("not-knowable");
  });
});

describe("the services with trusted access", () => {
  const PRINCIPALS = ["backup.amazonaws.com", "ram.amazonaws.com"];
  const trusting = (now: readonly string[] | undefined): string =>
    writtenJson("trusting.json", {
      version: 1,
      organization: { id: "o-1", trustedServices: now, enabledPolicyTypes: ["BACKUP_POLICY"] },
      root: { id: "r-1", name: "Root" },
      accounts: [{ id: TWO, name: "two", parentId: "r-1" }],
      policies: [{ id: "p-a", name: "a", content: CONTENT("a") }],
      attachments: [{ targetId: TWO, policyIds: ["p-a"], order: "known" }],
    });
  const found = (
    services: unknown,
    { now = PRINCIPALS, more = {} }: { readonly now?: readonly string[]; readonly more?: object } = {},
  ): readonly string[] => {
    const organizations = {
      this: {
        feature_set: "ALL",
        aws_service_access_principals: services,
        enabled_policy_types: ["BACKUP_POLICY"],
        ...more,
      },
    };
    const json = {
      variable: { services: { default: PRINCIPALS }, none: { type: "string" } },
      resource: { aws_organizations_organization: organizations },
    };
    return reviewed(synthesizedFixture({ stack: { json } }), { organization: trusting(now), states: [] })
      .findings.filter(({ rule }) => rule !== "ownership-unknown")
      .map(({ severity, rule }) => `${severity} ${rule}`);
  };
  const EXISTING = "data.aws_organizations_organization.now.aws_service_access_principals";

  it.each([
    ["a default decides them", "${var.services}"],
    ["one of them has no value", ["${var.none}", "ram.amazonaws.com"]],
    ["a condition decides them", '${var.none == "x" ? ["backup.amazonaws.com"] : []}'],
    ["something is taken away", `\${setsubtract(${EXISTING}, [var.none])}`],
  ])("are an error where %s: AWS Backup may lose its access", (_what, services) => {
    expect(found(services)).toContain("error not-knowable");
  });

  it.each([
    ["AWS Backup is among them in any case", ["backup.amazonaws.com", "${var.none}"], PRINCIPALS],
    ["AWS Backup has no access now", "${var.services}", ["ram.amazonaws.com"]],
  ])("are a warning where %s", (_what, services, now) => {
    expect(found(services, { now })).toContain("warning not-knowable");
  });

  it.each([`\${setunion(${EXISTING}, var.services)}`, `\${setunion(["sso.amazonaws.com"], ${EXISTING})}`])(
    "lose nothing by %s",
    (services) => {
      expect(found(services).filter((each) => each.includes("not-knowable"))).toEqual([]);
    },
  );

  it.each([
    ["a default", "${length(var.services)}"],
    ["no value", "${var.none}"],
  ])("are an error where %s decides whether there is an organization", (_what, count) => {
    expect(found(PRINCIPALS, { more: { count } })).toEqual(
      expect.arrayContaining(["error not-knowable", "error not-knowable"]),
    );
  });

  it("stay where the code has no instance of the organization", () => {
    expect(found([], { more: { count: 0 } })).toEqual([]);
  });

  it("are those of the instance", () => {
    const more = { for_each: { a: PRINCIPALS } };
    expect(found("${each.value}", { more })).toEqual([]);
    expect(found("${each.value}", { more: { for_each: { a: ["ram.amazonaws.com"] } } })).toContain(
      "error trusted-access-removed",
    );
  });
});
