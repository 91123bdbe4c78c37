import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import { completePlan } from "../support/organizations";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

const CONTENT = (plan: string): string => JSON.stringify(completePlan(plan));

const [TWO, THREE] = ["222222222222", "333333333333"];

/** The policies a and b, each attached to an account of its own. */
function organization(): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1" },
    root: { id: "r-1", name: "Root" },
    accounts: [
      { id: TWO, name: "two", parentId: "r-1" },
      { id: THREE, name: "three", parentId: "r-1" },
    ],
    policies: [
      { id: "p-a", name: "a", content: CONTENT("a") },
      { id: "p-b", name: "b", content: CONTENT("b") },
    ],
    attachments: [
      { targetId: TWO, policyIds: ["p-a"], order: "known" },
      { targetId: THREE, policyIds: ["p-b"], order: "known" },
    ],
  });
}

const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";

/** A state with the two policies and attachments at instances of the blocks `each` and `to`. */
function state(keys: readonly (string | number)[] = ["a", "b"], module?: string): string {
  const instances = (attributes: (name: string) => object, ...dependencies: readonly string[]): object => ({
    mode: "managed",
    ...(module === undefined ? {} : { module }),
    instances: keys.map((key, index) => ({
      index_key: key,
      attributes: attributes(["a", "b"][index]!),
      dependencies,
    })),
  });
  const resources = [
    {
      type: POLICY,
      name: "each",
      ...instances((name) => ({ id: `p-${name}`, name, type: "BACKUP_POLICY", content: CONTENT(name) })),
    },
    {
      type: ATTACHMENT,
      name: "to",
      ...instances(
        (name) => ({ policy_id: `p-${name}`, target_id: name === "a" ? TWO : THREE }),
        `${module === undefined ? "" : `${module}.`}${POLICY}.each`,
      ),
    },
  ];
  return writtenJson("state.json", { version: 4, resources });
}

interface Repeated {
  readonly policies: unknown;
  /** What the attachments are repeated over; the policies themselves if undefined. */
  readonly attachments?: unknown;
}

/** One block of policies and one of attachments, both with `for_each`. */
function forEach(
  { policies, attachments = "${aws_organizations_policy.each}" }: Repeated,
  more = {},
): string {
  return synthesizedFixture({
    stack: {
      json: {
        locals: {
          documents: { a: CONTENT("a"), b: CONTENT("b"), c: CONTENT("c") },
          targets: { a: TWO, b: THREE, c: "r-1" },
        },
        ...more,
        resource: {
          [POLICY]: {
            each: {
              for_each: policies,
              name: "${each.key}",
              type: "BACKUP_POLICY",
              content: "${local.documents[each.key]}",
            },
          },
          [ATTACHMENT]: {
            to: {
              for_each: attachments,
              policy_id: "${aws_organizations_policy.each[each.key].id}",
              target_id: "${local.targets[each.key]}",
            },
          },
        },
      },
    },
  });
}

function reviewed(request: Partial<ReviewRequest>): Review {
  return reviewChange({ organization: organization(), guardrails: false, at: NOW, ...request }).review;
}

const rules = ({ findings }: Review): readonly string[] =>
  findings
    .map(({ severity, rule }) => `${severity} ${rule}`)
    .filter((line) => !line.includes("prerequisite"));

const changed = ({ changes }: Review): readonly string[] => changes.flatMap(({ accounts }) => accounts);

const KEPT = [[], []];
const B_GONE = [[THREE], ["error account-unprotected"]];

describe("instances of a block with for_each, reviewed with the state", () => {
  const of = (directory: string): readonly unknown[] => {
    const review = reviewed({ directory, states: [state()] });
    return [changed(review), rules(review)];
  };

  it.each([
    ["a set", { policies: '${toset(["a", "b"])}' }],
    ["a map", { policies: { a: "1", b: "2" } }],
    ["a local value", { policies: "${toset(keys(local.only))}" }],
    ["an expression", { policies: "${{ for name in local.names : name => upper(name) }}" }],
    ["an output of another stack", { policies: "${toset(local.remote)}" }],
  ])("stay if %s yields them", (_, repeated) => {
    const more = {
      locals: {
        documents: { a: CONTENT("a"), b: CONTENT("b") },
        targets: { a: TWO, b: THREE },
        only: { a: 1, b: 2 },
        remote: ["b", "a"],
        names: ["a", "b"],
      },
    };
    expect(of(forEach(repeated, more))).toEqual(KEPT);
  });

  it.each([
    ["a set", '${toset(["a"])}'],
    ["a map", { a: "1" }],
    ["a filter", '${toset([for name in ["a", "b"] : name if name != "b"])}'],
    ["a union", '${setsubtract(toset(["a", "b"]), ["b"])}'],
    ["a conditional", '${toset(1 > 2 ? ["a", "b"] : ["a"])}'],
    ["a merge", '${merge({"a" = 1}, {})}'],
  ])("are destroyed if %s does not yield them any more", (_, policies) => {
    expect(of(forEach({ policies }))).toEqual(B_GONE);
  });

  it("that get another key are destroyed and created", () => {
    const more = {
      locals: {
        documents: { a: CONTENT("a"), c: CONTENT("b") },
        targets: { a: TWO, c: THREE },
      },
    };
    const review = reviewed({
      directory: forEach({ policies: '${toset(["a", "c"])}' }, more),
      states: [state()],
    });
    expect(
      review.organizationChanges?.map(({ subject, action, name }) => `${subject} ${action} ${name}`),
    ).toEqual(["policy added c", "policy deleted b", "attachment attached c", "attachment detached b"]);
  });

  it("that a moved block gives another key stay", () => {
    const moved = [
      { from: `${POLICY}.each["b"]`, to: `${POLICY}.each["c"]` },
      { from: `${ATTACHMENT}.to["b"]`, to: `${ATTACHMENT}.to["c"]` },
    ];
    const more = {
      moved,
      locals: {
        documents: { a: CONTENT("a"), c: CONTENT("b") },
        targets: { a: TWO, c: THREE },
      },
    };
    const review = reviewed({
      directory: forEach({ policies: '${toset(["a", "c"])}' }, more),
      states: [state()],
    });
    expect([changed(review), rules(review)]).toEqual(KEPT);
    expect(review.organizationChanges?.map(({ action, name }) => `${action} ${name}`)).toEqual(["renamed c"]);
  });

  it("are destroyed with their attachments if only those stay in the code of the policies", () => {
    expect(of(forEach({ policies: '${toset(["a", "b"])}', attachments: '${toset(["a"])}' }))).toEqual([
      [THREE],
      ["error account-unprotected", "notice policy-unattached"],
    ]);
  });

  it("are not knowable if their keys rest on thousands of locals, one after the other", () => {
    const chain = Array.from({ length: 5_000 }, (_, index) => [`l${index}`, `\${local.l${index + 1}}`]);
    const review = reviewed({
      directory: forEach(
        { policies: "${local.l0}" },
        {
          locals: {
            ...(Object.fromEntries(chain) as Record<string, string>),
            l5000: ["a", "b"],
            documents: { a: CONTENT("a"), b: CONTENT("b") },
            targets: { a: TWO, b: THREE },
          },
        },
      ),
      states: [state()],
    });
    expect(review.summary).toMatchObject({ notKnowable: 2, unchanged: 0 });
  });

  it("are not knowable if only apply knows the keys", () => {
    const review = reviewed({
      directory: forEach({ policies: "${toset(data.external.names.result)}" }),
      states: [state()],
    });
    expect(review.summary).toMatchObject({ notKnowable: 2, unchanged: 0 });
    const errors = review.findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ message }) => message)).toEqual([
      "The policy and target of stack/aws_organizations_policy_attachment.to are known after apply (aws_organizations_policy.each and local.targets[each.key]). Whichever they are, it may change any plan of the accounts that it reaches.",
      'stack/aws_organizations_policy_attachment.to: which instances there are is known only after apply (aws_organizations_policy.each). It may detach "a" from Root/two and detach "b" from Root/three.',
    ]);
  });

  it("are not knowable for their accounts alone if nothing new can come", () => {
    const directory = synthesizedFixture({
      stack: {
        json: {
          variable: { enabled: {} },
          resource: {
            [POLICY]: {
              a: { name: "a", type: "BACKUP_POLICY", content: CONTENT("a") },
              each: {
                count: "${var.enabled ? 1 : 0}",
                name: "b",
                type: "BACKUP_POLICY",
                content: CONTENT("b"),
              },
            },
            [ATTACHMENT]: {
              a_to: { policy_id: "${aws_organizations_policy.a.id}", target_id: TWO },
              to: {
                count: "${var.enabled ? 1 : 0}",
                policy_id: "${aws_organizations_policy.each[0].id}",
                target_id: THREE,
              },
            },
          },
        },
      },
    });
    const review = reviewed({ directory });
    expect(review.summary).toMatchObject({ notKnowable: 1, unchanged: 1 });
    expect(review.findings.filter(({ rule }) => rule === "not-knowable")).toMatchObject([
      {
        severity: "error",
        message:
          'stack/aws_organizations_policy_attachment.to: which instances there are is known only after apply (var.enabled ? 1 : 0). It may detach "b" from Root/three.',
        accounts: [THREE],
      },
      {
        message:
          'stack/aws_organizations_policy.each: which instances there are is known only after apply (var.enabled ? 1 : 0). It may delete "b".',
      },
    ]);
  });
});

describe("instances of a block with count", () => {
  const counted = (count: unknown): string =>
    synthesizedFixture({
      stack: {
        json: {
          locals: { names: ["a", "b"], documents: [CONTENT("a"), CONTENT("b")], targets: [TWO, THREE] },
          resource: {
            [POLICY]: {
              each: {
                count,
                name: "${local.names[count.index]}",
                type: "BACKUP_POLICY",
                content: "${local.documents[count.index]}",
              },
            },
            [ATTACHMENT]: {
              to: {
                count: "${length(aws_organizations_policy.each)}",
                policy_id: "${aws_organizations_policy.each[count.index].id}",
                target_id: "${element(local.targets, count.index)}",
              },
            },
          },
        },
      },
    });

  it.each([
    [2, KEPT],
    ["${length(local.names)}", KEPT],
    [1, B_GONE],
    ["${1}", B_GONE],
  ])("count = %j", (count, expected) => {
    const review = reviewed({ directory: counted(count), states: [state([0, 1])] });
    expect([changed(review), rules(review)]).toEqual(expected);
  });

  it("that an older version had without count is the first one", () => {
    const single = synthesizedFixture({
      stack: {
        json: {
          resource: {
            [POLICY]: { each: { name: "a", type: "BACKUP_POLICY", content: CONTENT("a") } },
            [ATTACHMENT]: { to: { policy_id: "${aws_organizations_policy.each.id}", target_id: TWO } },
          },
        },
      },
    });
    const review = reviewed({ directory: single, states: [state([0])] });
    expect([changed(review), rules(review)]).toEqual(KEPT);
  });
});

describe("instances of the target branch", () => {
  const base = (): string => forEach({ policies: '${toset(["a", "b"])}' });

  it("are destroyed if the block does not yield them any more", () => {
    const review = reviewed({ directory: forEach({ policies: '${toset(["a"])}' }), base: base() });
    expect([changed(review), rules(review)]).toEqual(B_GONE);
  });

  it("are destroyed with the whole block", () => {
    const review = reviewed({ directory: synthesizedFixture({ stack: { json: {} } }), base: base() });
    expect(changed(review)).toEqual([TWO, THREE]);
  });

  it("that only apply knows may leave with their block", () => {
    const review = reviewed({
      directory: synthesizedFixture({ stack: { json: {} } }),
      base: forEach({ policies: "${toset(data.external.names.result)}" }),
    });
    expect(review.summary).toMatchObject({ notKnowable: 2 });
  });

  it("that only apply knows, and that the code has in the same way, stay", () => {
    const open = { policies: "${toset(data.external.names.result)}", attachments: "${toset([])}" };
    const review = reviewed({ directory: forEach(open), base: forEach(open) });
    expect(review.summary).toMatchObject({ notKnowable: 0, unchanged: 2 });
  });
});

describe("modules, whose code synthesized JSON does not show", () => {
  const withModule = (source: string): string =>
    synthesizedFixture({ stack: { json: { module: { backup: { source } } } } });

  it("are named", () => {
    const review = reviewed({ directory: withModule("example/backup/aws"), manages: [] });
    expect(review.findings.filter(({ rule }) => rule === "not-knowable")).toMatchObject([
      {
        severity: "warning",
        message:
          "stack/module.backup: synthesized code does not show what a module declares. If it declares backup policies, review the Terraform plan with --plan.",
      },
    ]);
  });

  it("may drop what the state has of them", () => {
    const states = [state(["a", "b"], "module.backup")];
    const review = reviewed({ directory: withModule("example/backup/aws"), states });
    expect(review.summary).toMatchObject({ notKnowable: 2, unchanged: 0 });
  });

  it("destroy what the state has of them when they leave the code", () => {
    const states = [state(["a", "b"], "module.backup")];
    const review = reviewed({ directory: synthesizedFixture({ stack: { json: {} } }), states });
    expect(changed(review)).toEqual([TWO, THREE]);
  });

  it("are not named if their local code has nothing to do with backups", () => {
    const directory = withModule("./network");
    const folder = join(directory, "stacks", "stack", "network");
    mkdirSync(folder);
    writeFileSync(join(folder, "main.tf"), 'resource "aws_vpc" "x" {}');
    const review = reviewed({ directory, manages: [] });
    expect(rules(review)).toEqual([]);
  });
});

describe("resources of the organization that the review does not read", () => {
  const withResource = (type: string, values: object): Review =>
    reviewed({ directory: synthesizedFixture({ stack: { json: { resource: { [type]: { x: values } } } } }) });

  it("are named, and make the headline conditional", () => {
    const { findings, summary } = withResource("awscc_organizations_policy", { type: "BACKUP_POLICY" });
    expect(findings.filter(({ rule }) => rule === "not-knowable")).toMatchObject([
      {
        severity: "warning",
        message:
          "stack/awscc_organizations_policy.x: the review does not read resources of the type awscc_organizations_policy, which may change the organization or its backup policies. Review the Terraform plan as well.",
      },
    ]);
    expect(headline(summary)).toMatch(/ and what is not read changes nothing\.$/);
  });

  it.each([
    ["awscc_backup_backup_vault", { backup_vault_name: "x" }],
    ["aws_backup_plan", { name: "x" }],
    ["aws_cloudformation_stack", { template_body: '{"Type": "AWS::Backup::BackupPlan"}' }],
  ])("are named if they are of AWS Backup: %s", (type, values) => {
    const { findings, summary } = withResource(type, values);
    expect(findings.map(({ message }) => message)).toContain(
      `stack/${type}.x: the review does not read resources of the type ${type}, which may change what AWS Backup does. Review the Terraform plan as well.`,
    );
    expect(headline(summary)).toMatch(/ and what is not read changes nothing\.$/);
  });

  it.each(["a state", "the target branch"])("are named if they leave the code, as %s shows", (source) => {
    const resource = { awscc_organizations_policy: { x: { type: "BACKUP_POLICY" } } };
    const state = writtenJson("state.json", {
      version: 4,
      resources: [
        {
          mode: "managed",
          type: "awscc_organizations_policy",
          name: "x",
          instances: [{ attributes: { type: "BACKUP_POLICY" } }],
        },
      ],
    });
    const directory = synthesizedFixture({ stack: { json: {} } });
    const before =
      source === "a state"
        ? { states: [state] }
        : { base: synthesizedFixture({ stack: { json: { resource } } }) };
    const { findings, summary } = reviewed({ directory, ...before });
    expect(findings.map(({ message }) => message)).toContain(
      "stack/awscc_organizations_policy.x: the review does not read resources of the type awscc_organizations_policy. The code no longer has this one, which may change the organization or its backup policies. Review the Terraform plan as well.",
    );
    expect(summary.notRead).toBe(1);
    const removed = [{ from: "awscc_organizations_policy.x", lifecycle: { destroy: false } }];
    const kept = synthesizedFixture({ stack: { json: { removed } } });
    expect(reviewed({ directory: kept, ...before }).summary.notRead).toBeUndefined();
  });

  it("are not named if they are policies of another type", () => {
    const { findings } = withResource("awscc_organizations_policy", { type: "TAG_POLICY" });
    expect(findings.filter(({ rule }) => rule === "not-knowable")).toEqual([]);
  });
});
