import { BackupPolicy, OrganizationBackupAccess, OrganizationalUnits } from "../../src/constructs";
import { backupPolicy } from "../../src/policy/author";
import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import {
  OrganizationsOrganization,
  OrganizationsOrganizationalUnit,
  OrganizationsPolicy,
} from "../../src/constructs/aws-bindings";
import { App, Fn, Token } from "../../src/constructs/framework";
import type { TerraformStack } from "../../src/constructs/framework";
import {
  appFor,
  dependencies,
  errorOf,
  newApp,
  newStack,
  organization,
  planPolicy,
  synthesized,
} from "./synthesized";
import type { Block } from "./synthesized";

const existing = { roles: [{ role: "BackupRole" }], vaults: [{ vaultName: "Vault" }] };
const content = planPolicy();

/** The names of the policies attached to a target, each one after the one before it. */
function chainOf(stack: TerraformStack): readonly string[] {
  const { json } = synthesized(stack);
  const blocks = (json.resource as Record<string, Record<string, Block>>)
    .aws_organizations_policy_attachment!;
  const names = Object.keys(blocks);
  const previous = (name: string): string | undefined =>
    ((blocks[name]!.depends_on ?? []) as string[])
      .map((address) => address.split(".")[1]!)
      .find((one) => names.includes(one));
  const ordered: string[] = [];
  for (
    let next = names.find((name) => previous(name) === undefined);
    next !== undefined;
    next = names.find((name) => previous(name) === ordered.at(-1))
  ) {
    ordered.push(next);
  }
  return ordered.map((name) => name.split("_")[0]!);
}

describe("the policy", () => {
  it("is a backup policy with minified content, lists sorted where order has no meaning", () => {
    const stack = newStack();
    const regions = { "@@assign": ["eu-west-1", "eu-central-1"] };
    new BackupPolicy(stack, "daily", { content: { plans: { daily: { regions } } } });
    const policy = synthesized(stack).resource("aws_organizations_policy");
    expect(policy).toEqual({
      name: "daily",
      type: "BACKUP_POLICY",
      content: '{"plans":{"daily":{"regions":{"@@assign":["eu-central-1","eu-west-1"]}}}}',
    });
  });

  it("takes JSON text as well, whatever its white space", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content: JSON.stringify(content, undefined, 8) });
    expect(synthesized(stack).resource("aws_organizations_policy").content).toBe(JSON.stringify(content));
  });

  it("takes a policy from typed authoring", () => {
    const stack = newStack();
    const authored = backupPolicy({ plans: { daily: { regions: ["eu-west-1", "eu-central-1"] } } });
    new BackupPolicy(stack, "daily", { content: authored });
    expect(synthesized(stack).resource("aws_organizations_policy").content).toBe(
      '{"plans":{"daily":{"regions":{"@@assign":["eu-central-1","eu-west-1"]}}}}',
    );
  });

  it("refuses a policy from typed authoring that has a key which does not exist", () => {
    const stack = newStack();
    const authored = backupPolicy({ plans: { daily: { region: ["eu-west-1"] } } } as never);
    const error = errorOf(() => new BackupPolicy(stack, "daily", { content: authored }));
    expect(error.message).toBe(
      'stack/daily: The policy cannot be written. plans/daily/region: "region" is not a key of a plan. Write regions.',
    );
  });

  it("passes on name, description, tags and what becomes of it when it leaves the code", () => {
    const stack = newStack();
    const props = {
      name: "Daily backups",
      description: "All of it",
      tags: { owner: "platform" },
      skipDestroy: true,
    };
    new BackupPolicy(stack, "daily", { ...props, content, targets: ["r-abcd"] });
    const result = synthesized(stack);
    expect(result.resource("aws_organizations_policy")).toMatchObject({
      name: "Daily backups",
      description: "All of it",
      tags: { owner: "platform" },
      skip_destroy: true,
    });
    expect(result.resource("aws_organizations_policy_attachment").skip_destroy).toBe(true);
  });

  it("lets a removed policy show as removed: nothing prevents its destruction by default", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content, targets: ["r-abcd"] });
    const result = synthesized(stack);
    expect(result.resource("aws_organizations_policy")).not.toHaveProperty("lifecycle");
    expect(result.resource("aws_organizations_policy")).not.toHaveProperty("skip_destroy");
    expect(result.resource("aws_organizations_policy_attachment")).not.toHaveProperty("skip_destroy");
  });

  it.each([
    ["an interpolation", "${aws_iam_role.x.arn}", "$${aws_iam_role.x.arn}"],
    ["a directive", "%{ if true }", "%%{ if true }"],
    ["what is doubled already", "$${x}", "$$${x}"],
    ["a dollar by itself", "$account", "$account"],
  ])("keeps %s in a value literal", (_what, value, written) => {
    const stack = newStack();
    const plan = planPolicy("daily", {
      recovery_point_tags: { t: { tag_key: { "@@assign": "t" }, tag_value: { "@@assign": value } } },
    });
    new BackupPolicy(stack, "daily", { content: plan, description: value, tags: { note: value } });
    const policy = synthesized(stack).resource("aws_organizations_policy");
    expect(policy.content).toContain(`{"@@assign":"${written}"}`);
    expect(policy.description).toBe(written);
    expect(policy.tags).toEqual({ note: written });
  });

  it("writes a value known only during apply so that it cannot break the JSON around it, in keys as in values", () => {
    const stack = newStack();
    const other = new OrganizationsPolicy(stack, "other", { name: "other", content: "{}" });
    const copies = { [other.arn]: { target_backup_vault_arn: { "@@assign": other.arn } } };
    new BackupPolicy(stack, "daily", { content: planPolicy("daily", { copy_actions: copies }) });
    const [text] = synthesized(stack)
      .resources("aws_organizations_policy")
      .map((policy) => String(policy.content));
    const value = "${jsonencode(aws_organizations_policy.other.arn)}";
    const key = '"${trimsuffix(trimprefix(jsonencode(aws_organizations_policy.other.arn), "\\""), "\\"")}"';
    expect(text).toContain(`"copy_actions":{${key}:{"target_backup_vault_arn":{"@@assign":${value}}}}`);
  });

  it("takes a token that stands for the whole content", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content: Token.asString(Fn.jsonencode({ plans: {} })) });
    expect(synthesized(stack).resource("aws_organizations_policy").content).toBe(
      '${jsonencode({"plans" = {}})}',
    );
  });

  it.each([
    ["text that is no JSON", "{", "stack/daily: The content is not JSON. Line 1, column 2: "],
    ["a list", "[]", 'stack/daily: The content must be a JSON object such as {"plans": {...}}.'],
    [
      "a key that appears twice",
      '{"plans":{"a":{"rules":{},"rules":{}}}}',
      'stack/daily: Duplicate key "rules" in the content: AWS refuses it.',
    ],
  ])("refuses %s and names the construct", (_what, text, message) => {
    const stack = newStack();
    new BackupPolicy(stack, "other", { content });
    expect(errorOf(() => new BackupPolicy(stack, "daily", { content: text })).message).toContain(message);
  });

  it("refuses a name that another policy of the app has, in whatever stack", () => {
    const app = newApp();
    new BackupPolicy(newStack(app, "first"), "daily", { content });
    const error = errorOf(
      () => new BackupPolicy(newStack(app, "second"), "other", { name: "daily", content }),
    );
    expect(error.message).toBe(
      'second/other: The name "daily" is also the one of first/daily: AWS allows one policy of a name.',
    );
  });
});

describe("its targets", () => {
  it("are found by id, by path and by construct", () => {
    const app = appFor({ existing });
    const stack = newStack(app);
    const account = new OrganizationsAccount(stack, "account", { name: "a", email: "a@example.com" });
    new BackupPolicy(stack, "daily", {
      content,
      targets: [
        "Root/Workloads/Production",
        "ou-abcd-sandbox0",
        "Root",
        "Root/Workloads/Production/orders",
        account,
      ],
    });
    const targets = synthesized(stack)
      .resources("aws_organizations_policy_attachment")
      .map((block) => block.target_id);
    expect(new Set(targets)).toEqual(
      new Set([
        "ou-abcd-producti",
        "ou-abcd-sandbox0",
        "r-abcd",
        "222222222222",
        "${aws_organizations_account.account.id}",
      ]),
    );
  });

  it("keep their addresses when another one is inserted before them", () => {
    const addresses = (targets: readonly string[]): readonly string[] => {
      const stack = newStack(appFor({ existing }));
      new BackupPolicy(stack, "daily", { content, targets });
      const { json } = synthesized(stack);
      return Object.keys((json.resource as Record<string, object>).aws_organizations_policy_attachment!);
    };
    const before = addresses(["Root/Sandbox", "Root/Workloads"]);
    expect(addresses(["Root/Workloads/Staging", "Root/Sandbox", "Root/Workloads"])).toEqual(
      expect.arrayContaining([...before]),
    );
    expect(addresses(["ou-abcd-sandbox0", "ou-abcd-workload"])).toEqual(before);
  });

  it("that do not exist are named with the nearest ones", () => {
    const stack = newStack(appFor({ existing }));
    const error = errorOf(
      () => new BackupPolicy(stack, "daily", { content, targets: ["Root/Workload/Production"] }),
    );
    expect(error.message).toBe(
      'stack/daily: There is no root, OU or account at the path "Root/Workload/Production". Did you mean "Root/Workloads/Production"?',
    );
    const unknown = errorOf(
      () => new BackupPolicy(stack, "weekly", { content, targets: ["ou-abcd-sandbox1"] }),
    );
    expect(unknown.message).toContain(
      '"ou-abcd-sandbox1" in the organization file. Did you mean "ou-abcd-sandbox0"?',
    );
  });

  it("are refused as paths where nothing tells what they mean", () => {
    const error = errorOf(
      () => new BackupPolicy(newStack(), "daily", { content, targets: ["Root/Workloads"] }),
    );
    expect(error.message).toContain("is not an id, and there is no organization to look a path up in");
  });

  it("are refused as a path that means two", () => {
    const accounts = ["555555555555", "666666666666"].map(
      (id) => ({ id, name: "twin", parentId: "ou-abcd-sandbox0", state: "ACTIVE" }) as const,
    );
    const stack = newStack(appFor({ data: { accounts } }));
    const error = errorOf(
      () => new BackupPolicy(stack, "daily", { content, targets: ["Root/Sandbox/twin"] }),
    );
    expect(error.message).toContain("matches several targets: 555555555555, 666666666666");
  });

  it("are refused twice, however they are spelled", () => {
    const stack = newStack(appFor({ existing }));
    const error = errorOf(
      () => new BackupPolicy(stack, "daily", { content, targets: ["Root/Sandbox", "ou-abcd-sandbox0"] }),
    );
    expect(error.message).toBe('stack/daily: The policy is attached to "Root/Sandbox" twice.');
  });

  it("cannot be the organization, which has an id of its own", () => {
    const stack = newStack();
    const whole = new OrganizationsOrganization(stack, "organization", {});
    const error = errorOf(() => new BackupPolicy(stack, "daily", { content, targets: [whole] }));
    expect(error.message).toBe(
      "stack/daily: A policy is attached to the root of an organization, not to the organization.",
    );
  });
});

describe("attachments of one target", () => {
  const names = ["zeta", "alpha", "mid", "beta", "omega"];

  it("wait for each other in declared order, across all policies", () => {
    const stack = newStack();
    names.forEach(
      (name) => new BackupPolicy(stack, name, { content: planPolicy(name), targets: ["r-abcd"] }),
    );
    expect(chainOf(stack)).toEqual(names);
  });

  it("are of one target whether it is named by id, by path or by a reference", () => {
    const app = appFor({ existing });
    const stack = newStack(app);
    const access = new OrganizationBackupAccess(stack, "access");
    const ways = ["r-abcd", "Root", access, access.rootId, { targetId: access.rootId }];
    ways.forEach(
      (way, index) =>
        new BackupPolicy(stack, names[index]!, { content: planPolicy(`p${index}`), targets: [way] }),
    );
    expect(chainOf(stack)).toEqual(names);
  });

  it("are of one target whether an OU that the code creates is named by construct, reference or path", () => {
    const stack = newStack(appFor({ existing }));
    const units = new OrganizationalUnits(stack, "units", { units: { New: {} } });
    const ways = [units.unit("New"), "Root/New", units.unit("New").targetId];
    ways.forEach(
      (way, index) =>
        new BackupPolicy(stack, names[index]!, { content: planPolicy(`p${index}`), targets: [way] }),
    );
    expect(chainOf(stack)).toEqual(names.slice(0, 3));
  });

  it("are of one target where two references to the same resource name it", () => {
    const stack = newStack();
    const unit = new OrganizationsOrganizationalUnit(stack, "unit", { name: "New", parentId: "r-abcd" });
    [unit, unit.id].forEach(
      (way, index) =>
        new BackupPolicy(stack, names[index]!, { content: planPolicy(`p${index}`), targets: [way] }),
    );
    expect(chainOf(stack)).toEqual(names.slice(0, 2));
  });

  it("do not wait for those of other targets", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content, targets: ["r-abcd", "ou-abcd-sandbox0", "222222222222"] });
    synthesized(stack)
      .resources("aws_organizations_policy_attachment")
      .forEach((block) => expect(block).not.toHaveProperty("depends_on"));
  });

  it("put their stacks in order", () => {
    const app = newApp();
    const second = newStack(app, "alphabetically-first");
    const first = newStack(app, "zuerst");
    new BackupPolicy(first, "one", { content: planPolicy("one"), targets: ["r-abcd"] });
    new BackupPolicy(second, "two", { content: planPolicy("two"), targets: ["r-abcd"] });
    synthesized(first);
    expect(dependencies(App.of(first).outdir)).toEqual({ "alphabetically-first": ["zuerst"], zuerst: [] });
  });

  it("cannot go to and fro between stacks", () => {
    const app = newApp();
    const [first, second] = [newStack(app, "first"), newStack(app, "second")];
    new BackupPolicy(first, "one", { content: planPolicy("one"), targets: ["r-abcd"] });
    new BackupPolicy(second, "two", { content: planPolicy("two"), targets: ["r-abcd"] });
    const error = errorOf(
      () => new BackupPolicy(first, "three", { content: planPolicy("three"), targets: ["r-abcd"] }),
    );
    expect(error.message).toBe(
      "first/three/attachment-root: It has to come after second/two/attachment-root, but the stack second is applied after the stack first.",
    );
  });

  it("keep their order where one is added later", () => {
    const stack = newStack();
    const policies = names.map((name) => new BackupPolicy(stack, name, { content: planPolicy(name) }));
    policies.forEach((policy) => policy.attachTo("r-abcd"));
    expect(chainOf(stack)).toEqual(names);
  });
});

describe("an organization named by its object", () => {
  it("serves like the file", () => {
    const app = appFor({ existing, organization: organization() });
    const stack = newStack(app);
    new BackupPolicy(stack, "daily", { content, targets: ["Root/Sandbox"] });
    expect(synthesized(stack).resource("aws_organizations_policy_attachment").target_id).toBe(
      "ou-abcd-sandbox0",
    );
  });
});
