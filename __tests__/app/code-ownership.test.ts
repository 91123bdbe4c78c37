import { copyFileSync, mkdirSync, mkdtempSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import { staleCode } from "../../src/app/stale-code";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";

const PLAN = (days: string): object => ({
  regions: { "@@assign": ["eu-central-1"] },
  rules: {
    r: {
      schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
      target_backup_vault_name: { "@@assign": "v" },
      lifecycle: { delete_after_days: { "@@assign": days } },
    },
  },
  selections: {
    tags: {
      s: {
        iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/x" },
        tag_key: { "@@assign": "backup" },
        tag_value: { "@@assign": ["yes"] },
      },
    },
  },
});

interface Written {
  readonly plan: string;
  readonly days: string;
  readonly target?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const A: Written = { plan: "a", days: "30" };
const B: Written = { plan: "b", days: "60", target: "333333333333" };

const contentOf = ({ plan, days }: Written): object => ({ plans: { [plan]: PLAN(days) } });

/** Code with a policy and its attachment for each name, at the address that the key says. */
function code(
  policies: Readonly<Record<string, Written & { readonly name?: string }>>,
  more: object = {},
): string {
  const policy = Object.fromEntries(
    Object.entries(policies).map(([key, { name = key, tags, ...written }]) => [
      key,
      {
        name,
        type: "BACKUP_POLICY",
        content: JSON.stringify(contentOf({ ...written })),
        ...(tags === undefined ? {} : { tags }),
      },
    ]),
  );
  const attachment = Object.fromEntries(
    Object.entries(policies).map(([key, { target = "r-1" }]) => [
      `${key}_to`,
      { policy_id: `\${aws_organizations_policy.${key}.id}`, target_id: target },
    ]),
  );
  return synthesizedFixture({
    policies: {
      json: {
        resource: { aws_organizations_policy: policy, aws_organizations_policy_attachment: attachment },
        ...more,
      },
    },
  });
}

/** The same output in a folder of its own. */
function inApp(output: string): string {
  const directory = join(mkdtempSync(join(tmpdir(), "app-")), "cdktf.out");
  renameSync(output, directory);
  return directory;
}

function organization(
  policies: Readonly<Record<string, Written>> = { a: A, b: B },
  more: object = {},
): string {
  const file = join(mkdtempSync(join(tmpdir(), "owned-")), "organization.json");
  const targets = new Map<string, string[]>();
  Object.entries(policies).forEach(([name, { target = "r-1" }]) => {
    targets.set(target, [...(targets.get(target) ?? []), `p-${name}`]);
  });
  const value = {
    version: 1,
    ...more,
    organization: { id: "o-1" },
    root: { id: "r-1", name: "Root" },
    accounts: [
      { id: "222222222222", name: "two", parentId: "r-1" },
      { id: "333333333333", name: "three", parentId: "r-1" },
    ],
    policies: Object.entries(policies).map(([name, { tags, ...written }]) => ({
      id: `p-${name}`,
      name,
      ...(tags === undefined ? {} : { tags }),
      content: contentOf(written),
    })),
    attachments: [...targets].map(([targetId, policyIds]) => ({ targetId, policyIds, order: "known" })),
  };
  writeFileSync(file, JSON.stringify(value));
  return file;
}

/** A state of version 4 that manages the policies at these addresses. */
function state(
  policies: Readonly<Record<string, Written & { readonly id?: string; readonly skipDestroy?: boolean }>>,
): string {
  const file = join(mkdtempSync(join(tmpdir(), "state-")), "state.json");
  const resource = (
    type: string,
    name: string,
    attributes: object,
    ...dependencies: readonly string[]
  ): object => ({
    mode: "managed",
    type,
    name,
    instances: [{ attributes, dependencies }],
  });
  const resources = Object.entries(policies).flatMap(
    ([key, { id = `p-${key}`, target = "r-1", skipDestroy, ...written }]) => [
      resource("aws_organizations_policy", key, {
        id,
        name: id.slice(2),
        type: "BACKUP_POLICY",
        content: JSON.stringify(contentOf(written)),
        skip_destroy: skipDestroy ?? null,
      }),
      resource(
        "aws_organizations_policy_attachment",
        `${key}_to`,
        { id: `${target}:${id}`, policy_id: id, target_id: target, skip_destroy: skipDestroy ?? null },
        `aws_organizations_policy.${key}`,
      ),
    ],
  );
  writeFileSync(file, JSON.stringify({ version: 4, resources }));
  return file;
}

function reviewed(request: Partial<ReviewRequest>): Review {
  return reviewChange({ organization: organization(), guardrails: false, at: NOW, ...request }).review;
}

const rules = ({ findings }: Review): readonly string[] =>
  findings
    .map(({ severity, rule }) => `${severity} ${rule}`)
    .filter((line) => !line.includes("prerequisite"));

describe("without any source of ownership", () => {
  it("an undeclared policy that shares no target and no plan is a warning, and the headline is conditional", () => {
    const review = reviewed({ directory: code({ a: { ...A, days: "35" } }) });
    expect(headline(review.summary)).toBe(
      "All 2 accounts change, provided the policy that this code does not declare stays.",
    );
    expect(review.findings.filter(({ rule }) => rule === "ownership-unknown")).toMatchObject([
      {
        severity: "warning",
        policies: ["p-b"],
        message:
          '"b" is not in the code. The review assumes that it stays; if Terraform created it, apply deletes it.',
      },
    ]);
  });

  it("an undeclared policy that shares the target of a declared one is an error", () => {
    const shared = organization({ a: A, b: { ...B, target: "r-1" } });
    const review = reviewed({ directory: code({ a: A }), organization: shared });
    expect(review.findings.filter(({ rule }) => rule === "ownership-unknown")).toMatchObject([
      {
        severity: "error",
        message: expect.stringContaining('"b" is attached to Root, as the declared "a" is.') as string,
      },
    ]);
  });

  it("an undeclared policy that has a plan of a declared one is an error", () => {
    const shared = organization({ a: A, b: { ...B, plan: "A" } });
    const review = reviewed({ directory: code({ a: A }), organization: shared });
    expect(review.findings.filter(({ rule }) => rule === "ownership-unknown")).toMatchObject([
      {
        severity: "error",
        message: expect.stringContaining('"b" has the plan "a", as the declared "a" has.') as string,
      },
    ]);
  });

  it("code without any policy is an error", () => {
    const review = reviewed({ directory: code({}) });
    expect(review.findings).toMatchObject([
      { rule: "ownership-unknown", severity: "error", policies: ["p-a", "p-b"] },
    ]);
    expect(headline(review.summary)).toBe(
      "No account's effective policy changes, provided the 2 policies that this code does not declare stay.",
    );
  });
});

describe("with a Terraform state", () => {
  it("what it manages and the code does not declare is destroyed", () => {
    const states = [state({ a: A, b: B })];
    const review = reviewed({ directory: code({ a: A }), states });
    expect(rules(review)).toEqual(["error plan-removed"]);
    expect(review.changes.map(({ accounts }) => accounts)).toEqual([["333333333333"]]);
    expect(review.basis).toEqual([`Deletions are known from the Terraform state (${states[0]!}).`]);
  });

  it("what it does not manage stays", () => {
    const review = reviewed({ directory: code({ a: A }), states: [state({ a: A })] });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("a policy that keeps its address is renamed", () => {
    const review = reviewed({
      directory: code({ a: { ...A, name: "new" }, b: B }),
      states: [state({ a: A, b: B })],
    });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("a policy that exists and that it does not manage is created, which AWS refuses", () => {
    const review = reviewed({ directory: code({ a: A, b: B }), states: [state({ a: A })] });
    expect(rules(review)).toContain("error apply-refused");
    expect(JSON.stringify(review.findings)).toContain("DuplicatePolicyException");
  });

  it("ignore_changes keeps the content that exists, whatever the code says", () => {
    const resource = {
      aws_organizations_policy: {
        a: {
          name: "a",
          type: "BACKUP_POLICY",
          content: JSON.stringify(contentOf({ ...A, days: "90" })),
          lifecycle: { ignore_changes: ["content"] },
        },
      },
      aws_organizations_policy_attachment: {
        a_to: { policy_id: "${aws_organizations_policy.a.id}", target_id: "r-1" },
      },
    };
    const review = reviewed({
      directory: synthesizedFixture({ policies: { json: { resource } } }),
      states: [state({ a: A })],
    });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("skip_destroy keeps what leaves the code", () => {
    const states = [state({ a: A, b: { ...B, skipDestroy: true } })];
    const review = reviewed({ directory: code({ a: A }), states });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("a moved block keeps a policy and its attachment", () => {
    const move = (type: string, from: string, to: string): object => ({
      from: `${type}.${from}`,
      to: `${type}.${to}`,
    });
    const moved = [
      move("aws_organizations_policy", "b", "c"),
      move("aws_organizations_policy_attachment", "b_to", "c_to"),
    ];
    const review = reviewed({
      directory: code({ a: A, c: { ...B, name: "b" } }, { moved }),
      states: [state({ a: A, b: B })],
    });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("a removed block that destroys nothing keeps what leaves the code", () => {
    const forget = (address: string): object => ({ from: address, lifecycle: [{ destroy: false }] });
    const removed = [
      forget("aws_organizations_policy.b"),
      forget("aws_organizations_policy_attachment.b_to"),
    ];
    const review = reviewed({ directory: code({ a: A }, { removed }), states: [state({ a: A, b: B })] });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("an attachment that moves to another target is replaced", () => {
    const review = reviewed({
      directory: code({ a: A, b: { ...B, target: "222222222222" } }),
      states: [state({ a: A, b: B })],
    });
    expect(review.changes.map(({ accounts }) => accounts)).toEqual([["222222222222"], ["333333333333"]]);
  });

  it("what it shows differently from the organization file makes the file out of date", () => {
    const review = reviewed({
      directory: code({ a: A, b: B }),
      states: [state({ a: A, b: B })],
      organization: organization({ a: A }),
    });
    expect(rules(review)).toContain("error organization-outdated");
  });

  it("the local state of a stack counts if its backend names it", () => {
    const local = state({ a: A, b: B });
    const directory = code({ a: A }, { terraform: { backend: { local: { path: local } } } });
    const review = reviewed({ directory });
    expect(review.basis).toEqual([`Deletions are known from the Terraform state (${local}).`]);
    expect(rules(review)).toEqual(["error plan-removed"]);
  });

  it("the local state is the one of the workspace that Terraform has selected", () => {
    const directory = code({ a: A }, { terraform: { backend: { local: { path: state({ a: A }) } } } });
    const stack = join(directory, "stacks", "policies");
    const used = join(stack, "terraform.tfstate.d", "prod", "terraform.tfstate");
    mkdirSync(dirname(used), { recursive: true });
    copyFileSync(state({ a: A, b: B }), used);
    expect(rules(reviewed({ directory }))).toEqual([]);
    mkdirSync(join(stack, ".terraform"));
    writeFileSync(join(stack, ".terraform", "environment"), "prod");
    const review = reviewed({ directory });
    expect(review.basis).toEqual([`Deletions are known from the Terraform state (${used}).`]);
    expect(rules(review)).toEqual(["error plan-removed"]);
  });

  it("another file is refused", () => {
    const plan = join(mkdtempSync(join(tmpdir(), "state-")), "plan.json");
    writeFileSync(plan, JSON.stringify({ format_version: "1.2", resource_changes: [] }));
    expect(() => reviewed({ directory: code({ a: A }), states: [plan] })).toThrow(
      expect.objectContaining({ message: "Not a Terraform state file.", where: plan }) as Error,
    );
  });
});

describe("with the code of the target branch", () => {
  it("what it declares and the code does not is destroyed", () => {
    const base = code({ a: A, b: B });
    const review = reviewed({ directory: code({ a: A }), base });
    expect(rules(review)).toEqual(["error plan-removed"]);
    expect(review.basis).toEqual([`Deletions are known from the code of the target branch (${base}).`]);
  });

  it("what neither declares stays", () => {
    const review = reviewed({ directory: code({ a: A }), base: code({ a: A }) });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("a policy that keeps its address is renamed", () => {
    const review = reviewed({
      directory: code({ a: { ...A, name: "new" }, b: B }),
      base: code({ a: A, b: B }),
    });
    expect([review.changes, rules(review)]).toEqual([[], []]);
  });

  it("a policy that changes its address is deleted and created in an order that nothing decides", () => {
    const review = reviewed({
      directory: code({ a: A, c: { ...B, name: "b" } }),
      base: code({ a: A, b: B }),
    });
    expect(JSON.stringify(review.findings)).toContain("policies/aws_organizations_policy.b");
    expect(review.findings.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("must be another directory than the code", () => {
    const directory = code({ a: A });
    expect(() => reviewed({ directory, base: directory })).toThrow(
      "--base names the code under review itself.",
    );
  });

  it("a policy that only its list of managed policies has is managed, and leaving the list is a finding", () => {
    const base = inApp(code({ a: A }));
    writeFileSync(join(dirname(base), "org-backup.yaml"), "version: 1\nmanages: [a, b]\n");
    const review = reviewed({ directory: code({ a: A }), base, manages: ["a"] });
    expect(rules(review)).toEqual(["error plan-removed", "warning ownership-narrowed"]);
    expect(review.findings[1]?.message).toBe(
      '"manages" no longer covers "b". This review still counts it as managed.',
    );
  });
});

describe("with owner tags", () => {
  const tags = (owner: string): { readonly tags: Readonly<Record<string, string>> } => ({
    tags: { "org-backup:owner": owner },
  });

  it("policies of our own that the code does not declare are destroyed, those of others stay", () => {
    const tagged = organization({
      a: { ...A, ...tags("us") },
      b: { ...B, ...tags("us") },
      c: { ...B, plan: "c", ...tags("them") },
      d: { ...B, plan: "d" },
    });
    const review = reviewed({ directory: code({ a: { ...A, ...tags("us") } }), organization: tagged });
    expect(rules(review)).toEqual(["error plan-removed"]);
    expect(review.basis).toEqual([
      "Deletions are known from the tag org-backup:owner = us. 2 policies without that tag stay.",
    ]);
  });

  it("an app that changes its owner id still owns what the old one signed", () => {
    const tagged = organization({ a: { ...A, ...tags("old") }, b: { ...B, ...tags("old") } });
    const review = reviewed({ directory: code({ a: { ...A, ...tags("new") } }), organization: tagged });
    expect(rules(review)).toEqual(["error plan-removed"]);
  });

  it("code that signs nothing yet does not know what it owns", () => {
    const tagged = organization({ a: A, b: { ...B, ...tags("them") } });
    const review = reviewed({ directory: code({ a: { ...A, ...tags("us") } }), organization: tagged });
    expect(rules(review)).toEqual(["warning ownership-unknown"]);
  });
});

describe("with a list of managed policies", () => {
  it("those that the code does not declare are destroyed", () => {
    const review = reviewed({ directory: code({ a: A }), manages: ["b"] });
    expect(rules(review)).toEqual(["error plan-removed"]);
    expect(review.basis).toEqual(['Deletions are known from "manages" in org-backup.yaml.']);
  });

  it("all means every policy of the organization", () => {
    expect(rules(reviewed({ directory: code({}), manages: "all" }))).toEqual([
      "error account-unprotected",
      "error account-unprotected",
    ]);
  });
});

describe("the age of the organization file", () => {
  const directory = code({ a: A, b: B });

  it("is printed, and a week is fine", () => {
    const review = reviewed({
      directory,
      organization: organization(undefined, { takenAt: "2026-01-09T08:30:00Z" }),
    });
    expect(review.basis).toEqual(["Organization as of 2026-01-09 08:30 UTC, 6 days old."]);
    expect(rules(review)).toEqual([]);
  });

  it("is a warning after more than 7 days", () => {
    const review = reviewed({
      directory,
      organization: organization(undefined, { takenAt: "2026-01-01T08:30:00Z" }),
    });
    expect(review.findings).toMatchObject([
      {
        rule: "organization-old",
        severity: "warning",
        message: "The organization file was written 14 days ago; at most 7 days are allowed.",
      },
    ]);
  });

  it("may be configured", () => {
    const old = organization(undefined, { takenAt: "2026-01-01T08:30:00Z" });
    expect(rules(reviewed({ directory, organization: old, maxAgeDays: 30 }))).toEqual([]);
  });
});

describe("synthesized code that is old", () => {
  it("is named with the source that is newer", () => {
    const directory = inApp(code({ a: A, b: B }));
    writeFileSync(join(dirname(directory), "cdktf.json"), "{}");
    const source = join(dirname(directory), "main.ts");
    writeFileSync(source, "");
    utimesSync(source, new Date(), new Date(Date.now() + 60_000));
    expect(reviewed({ directory }).findings).toMatchObject([
      {
        rule: "code-outdated",
        severity: "warning",
        message: expect.stringContaining("main.ts was changed after") as string,
      },
    ]);
  });

  it("is not what another app below it says, such as the target branch", () => {
    const directory = inApp(code({ a: A, b: B }));
    writeFileSync(join(dirname(directory), "cdktf.json"), "{}");
    const base = join(dirname(directory), "base");
    mkdirSync(base);
    writeFileSync(join(base, "cdktf.json"), "{}");
    writeFileSync(join(base, "main.ts"), "");
    utimesSync(join(base, "main.ts"), new Date(), new Date(Date.now() + 60_000));
    expect(rules(reviewed({ directory }))).not.toContain("code-outdated");
  });

  it("is named after a synthesis that failed and left the output of an earlier one", () => {
    const directory = inApp(code({ a: A, b: B }));
    const failed = (findings: readonly object[]): void => {
      const file = join(directory, "backup-review.json");
      writeFileSync(file, JSON.stringify({ schemaVersion: 1, findings }));
      utimesSync(file, new Date(), new Date(Date.now() + 60_000));
    };
    const refused = { rule: "policy-refused", severity: "error", message: "", acknowledged: null };
    failed([refused]);
    expect(staleCode(directory)).toBe(
      `The last synthesis failed: ${directory} holds the output of an earlier one.`,
    );
    failed([{ ...refused, acknowledged: { reason: "known" } }]);
    expect(staleCode(directory)).toBeUndefined();
    failed([{ ...refused, rule: "retention-shortened" }]);
    expect(staleCode(directory)).toBeUndefined();
  });

  it("is not old if the failed synthesis came before it", () => {
    const directory = inApp(code({ a: A, b: B }));
    const file = join(directory, "backup-review.json");
    const refused = { rule: "policy-refused", severity: "error", message: "", acknowledged: null };
    writeFileSync(file, JSON.stringify({ schemaVersion: 1, findings: [refused] }));
    utimesSync(file, new Date(), new Date(Date.now() - 60_000));
    expect(staleCode(directory)).toBeUndefined();
  });
});

describe("a document that AWS refuses", () => {
  const malformed = { plan: "a", days: "0" };
  const sentence = "After the failed apply the state holds the new content";
  const messages = (request: Partial<ReviewRequest>): string =>
    JSON.stringify(
      reviewed({ directory: code({ a: malformed, b: B }), ...request }).findings.filter(
        ({ rule }) => rule === "policy-refused",
      ),
    );

  it("stays in the state that is given", () => {
    expect(messages({ states: [state({ a: A, b: B })] })).toContain(sentence);
  });

  it.each([
    ["without a source of ownership", {}],
    ["with the code of the target branch", { base: code({ a: A, b: B }) }],
  ])("says nothing of a state %s", (_, request) => {
    expect(messages(request)).toContain("policy-refused");
    expect(messages(request)).not.toContain(sentence);
  });
});
