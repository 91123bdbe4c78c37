import { Aspects, TerraformIterator, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import { BackupPolicy, OrganizationalUnits } from "../../src/constructs";
import type { BackupPolicyProps } from "../../src/constructs";
import { AwsProvider, OrganizationsPolicy, BackupVaultResource } from "../../src/constructs/aws-bindings";
import { Fn, Lazy, TerraformStack, Token } from "../../src/constructs/framework";
import { backupPolicy, days, weeks } from "../../src/policy/author";
import { appFor, errorOf, newApp, newStack, planPolicy, refusal, synthesized } from "./synthesized";

const content = planPolicy();

function inRule(value: unknown): unknown {
  return { plans: { d: { rules: { r: { lifecycle: { delete_after_days: { "@@assign": value } } } } } } };
}

const AT = "The content at plans.d.rules.r.lifecycle.delete_after_days.@@assign";

describe("content that no policy holds is an error that names the construct and the place", () => {
  const cyclic: Record<string, unknown> = { plans: {} };
  cyclic.plans = { again: cyclic };

  it.each<[what: string, content: (stack: TerraformStack) => unknown, message: string]>([
    ["null", () => null, "The content is null, which a policy cannot contain."],
    ["a number", () => 5, "The content is the number 5."],
    ["NaN", () => Number.NaN, "The content is NaN, which JSON cannot hold."],
    ["a list", () => ["x"], "The content is a list."],
    ["nothing", () => undefined, "The content is undefined."],
    ["a cycle", () => cyclic, "The content at plans.again contains itself."],
    ["null inside", () => inRule(null), `${AT} is null, which a policy cannot contain.`],
    ["NaN inside", () => inRule(Number.NaN), `${AT} is NaN, which JSON cannot hold.`],
    ["infinity inside", () => inRule(Number.POSITIVE_INFINITY), `${AT} is Infinity, which JSON cannot hold.`],
    ["a date", () => inRule(new Date(0)), `${AT} is an object of the class Date.`],
    ["a map", () => inRule(new Map()), `${AT} is an object of the class Map.`],
    ["a function", () => inRule(() => 1), `${AT} is a function.`],
    ["a symbol", () => inRule(Symbol("x")), `${AT} is a symbol.`],
    ["a large integer", () => inRule(1n), `${AT} is a bigint.`],
    [
      "a construct",
      (stack) => inRule(new BackupVaultResource(stack, "vault", { name: "v" })),
      `${AT} is the construct stack/vault.`,
    ],
    [
      "a list token inside a text",
      (stack) => inRule(`x-${list(stack)[0] ?? ""}`),
      `${AT} puts a list or a map that is known only during apply inside a string or a list.`,
    ],
    [
      "a list token beside other items",
      (stack) => inRule([...list(stack), "x"]),
      "The content at plans.d.rules.r.lifecycle.delete_after_days.@@assign.0 puts a list or a map",
    ],
    [
      "a calculation with a number token",
      (stack) => inRule(weeks(number(stack)).scalar),
      `${AT} was calculated from a number that is known only during apply.`,
    ],
    [
      "a token outside of quotation marks in JSON text",
      (stack) => `{"plans": ${Token.asString(new TerraformVariable(stack, "v", {}).value)}}`,
      "The content is JSON text with a token outside quotation marks.",
    ],
  ])("%s", (_what, make, message) => {
    const stack = newStack();
    const error = errorOf(() => new BackupPolicy(stack, "daily", { content: make(stack) as never }));
    expect(error.message).toContain(`stack/daily: ${message}`);
    expect(error).toMatchObject({ code: "input", where: "stack/daily" });
  });

  it.each<[what: string, produce: () => unknown, message: string]>([
    ["null", () => null, `${AT} is null`],
    ["nothing", () => undefined, `${AT} is a lazy value that produces nothing.`],
    ["a date", () => new Date(0), `${AT} is an object of the class Date.`],
  ])("also where a lazy value produces %s", (_what, produce, message) => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content: inRule(Lazy.anyValue({ produce })) as never });
    expect(refusal(stack)).toContain(`stack/daily: ${message}`);
  });
});

function list(stack: TerraformStack): string[] {
  return new TerraformVariable(stack, "list", { type: "list(string)" }).listValue;
}

function number(stack: TerraformStack): number {
  return new TerraformVariable(stack, "number", { type: "number" }).numberValue;
}

describe("a lazy value", () => {
  it("is checked like a literal once it has its value", () => {
    const stack = newStack();
    let value = "35";
    const late = Lazy.stringValue({ produce: () => value });
    new BackupPolicy(stack, "daily", { content: inRule(late) as never });
    value = "soon";
    expect(refusal(stack)).toContain('stack/daily: "daily": "soon" is not allowed for delete_after_days');
  });
});

describe("content that is set after the construct was created is checked all the same", () => {
  const wrong = JSON.stringify({ plans: {}, other: {} });
  const message = '"daily": "other" is not a key of a backup policy.';

  it("at the resource", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content }).policy.content = wrong;
    expect(refusal(stack)).toContain(`stack/daily: ${message}`);
  });

  it("by an override", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content }).policy.addOverride("content", wrong);
    expect(refusal(stack)).toContain(`stack/daily: ${message}`);
  });

  it.each(["first", "second"])("by an Aspect on the %s of two stacks", (changed) => {
    const app = newApp();
    const [first, second] = [newStack(app, "first"), newStack(app, "second")];
    new BackupPolicy(first, "one", { content: planPolicy("one") });
    new BackupPolicy(second, "two", { content: planPolicy("two") });
    Aspects.of(changed === "first" ? first : second).add({
      visit: (node: IConstruct) => {
        if (node instanceof OrganizationsPolicy) {
          node.content = wrong;
        }
      },
    });
    expect(refusal(first)).toContain('"other" is not a key of a backup policy.');
  });
});

describe("a token in typed authoring", () => {
  it("stands wherever Terraform can fill it", () => {
    const stack = newStack();
    const variable = new TerraformVariable(stack, "variable", {});
    const authored = backupPolicy({
      plans: {
        p: {
          regions: list(stack),
          rules: {
            r: {
              targetBackupVaultName: variable.stringValue,
              scheduleExpression: variable.value as never,
              enableContinuousBackup: Fn.conditional(variable.value, true, false) as boolean,
              lifecycle: { deleteAfterDays: days(number(stack)) },
            },
          },
          selections: {
            tags: {
              t: { iamRoleArn: variable.value as never, tagKey: "a", tagValue: [variable.stringValue] },
            },
          },
        },
      },
    });
    new BackupPolicy(stack, "daily", { content: authored });
    const value = "${jsonencode(var.variable)}";
    expect(synthesized(stack).resource("aws_organizations_policy").content).toBe(
      `{"plans":{"p":{"regions":{"@@assign":\${jsonencode(var.list)}},"rules":{"r":{"target_backup_vault_name":{"@@assign":${value}},"schedule_expression":{"@@assign":${value}},"enable_continuous_backup":{"@@assign":\${jsonencode(var.variable ? true : false)}},"lifecycle":{"delete_after_days":{"@@assign":\${jsonencode(var.number)}}}}},"selections":{"tags":{"t":{"iam_role_arn":{"@@assign":${value}},"tag_key":{"@@assign":"a"},"tag_value":{"@@assign":[${value}]}}}}}}}`,
    );
  });
});

/** The addresses of the attachments that targets make, after other tokens were created. */
function addresses(
  targets: (stack: TerraformStack) => BackupPolicyProps["targets"],
  tokensBefore = 0,
): readonly string[] {
  const stack = newStack();
  for (let count = 0; count < tokensBefore; count += 1) {
    Token.asString({ resolve: () => "x", creationStack: [], toString: () => "x" });
  }
  const made = targets(stack);
  new BackupPolicy(stack, "p", { content, ...(made === undefined ? {} : { targets: made }) });
  const { json } = synthesized(stack);
  return Object.keys((json.resource as Record<string, object>).aws_organizations_policy_attachment!);
}

describe("the address of an attachment", () => {
  const targets = (stack: TerraformStack): readonly string[] => {
    const variable = new TerraformVariable(stack, "t", {});
    return [
      variable.stringValue,
      Fn.element(["ou-abcd-11111111", "b"], 0) as string,
      Fn.join("", ["ou-", variable.stringValue]),
      Token.asString(Fn.conditional(true, "r-abcd", "r-abce")),
      Lazy.stringValue({ produce: () => "ou-abcd-33333333" }),
    ];
  };

  it("does not depend on how many tokens were created before", () => {
    const first = addresses(targets);
    expect(first).toHaveLength(5);
    expect(addresses(targets, 17)).toEqual(first);
    expect(first.join()).not.toMatch(/TfToken|TOKEN/i);
  });

  it("does not depend on the place of the target", () => {
    const reversed = addresses((stack) => targets(stack).toReversed());
    expect(reversed.toSorted()).toEqual(addresses(targets).toSorted());
  });

  it("of an iterator does not depend on its elements", () => {
    const each = (...ids: readonly string[]): readonly string[] =>
      addresses(() => TerraformIterator.fromList([...ids]));
    expect(each("ou-abcd-11111111", "ou-abcd-22222222")).toEqual(each("ou-abcd-11111111"));
  });
});

describe("targets from an iterator", () => {
  it("are one attachment for each element", () => {
    const stack = newStack();
    new BackupPolicy(stack, "p", { content, targets: TerraformIterator.fromList(list(stack)) });
    expect(synthesized(stack).resource("aws_organizations_policy_attachment")).toMatchObject({
      for_each: "${toset(var.list)}",
      target_id: "${each.value}",
    });
  });

  it("name the attribute where the elements are objects", () => {
    const stack = newStack();
    const map = new TerraformVariable(stack, "map", { type: "map(object({ ou = string }))" });
    const iterator = TerraformIterator.fromMap(map.value as never);
    new BackupPolicy(stack, "p", {
      content,
      targets: [{ forEach: iterator, targetId: iterator.getString("ou") }],
    });
    expect(synthesized(stack).resource("aws_organizations_policy_attachment")).toMatchObject({
      for_each: "${var.map}",
      target_id: "${each.value.ou}",
    });
  });

  it.each<[what: string, props: () => object, message: string]>([
    [
      "an element as a target without its iterator",
      () => ({ targets: [Token.asString(TerraformIterator.fromList(["a"]).value)] }),
      "A target refers to an element of an iterator (each.key or each.value).",
    ],
    [
      "elements that are objects",
      () => ({ targets: [TerraformIterator.fromComplexList(Token.asAny([]), "id")] }),
      "The elements of the iterator in targets are objects.",
    ],
    [
      "two literal iterators",
      () => ({ targets: [["a"], ["b"]].map((ids) => TerraformIterator.fromList(ids)) }),
      "The policy has two iterators in targets over the same list, or over two literal ones.",
    ],
    ["a text", () => ({ targets: "r-abcd" }), "targets is a string."],
    ["null", () => ({ targets: [null] }), "The value null is not a target."],
    ["a number", () => ({ targets: [12] }), "The value 12 is not a target."],
    [
      "an object without an id",
      () => ({ targets: [{}] }),
      "An object without targetId and id is not a target.",
    ],
  ])("are refused for %s", (_what, props, message) => {
    const stack = newStack();
    const error = errorOf(() => new BackupPolicy(stack, "p", { content, ...props() }));
    expect(error.message).toBe(`stack/p: ${message}`);
  });

  it("cannot fill the content: one policy is not a list of policies", () => {
    const stack = newStack();
    const { value } = TerraformIterator.fromList(["35"]) as unknown as { readonly value: never };
    new BackupPolicy(stack, "p", { content: inRule(value) as never });
    expect(refusal(stack)).toContain("stack/p: The content refers to an element of an iterator");
  });
});

describe("a stack whose only AWS provider has an alias", () => {
  it("uses it for everything that the constructs create", () => {
    const stack = new TerraformStack(appFor({}), "stack");
    new OrganizationalUnits(stack, "units", { units: { New: {} } });
    new AwsProvider(stack, "aws", { alias: "management", region: "us-east-1" });
    new BackupPolicy(stack, "p", { content: { plans: {} }, targets: ["Root"] });
    const { json } = synthesized(stack);
    const blocks = Object.values(json.resource as Record<string, object>).flatMap((named) =>
      Object.values(named as Record<string, { readonly provider?: string }>),
    );
    expect(blocks.map(({ provider }) => provider)).toEqual(Array(3).fill("aws.management"));
  });

  it("is told to choose where there are two", () => {
    const stack = new TerraformStack(newApp(), "stack");
    new AwsProvider(stack, "one", { alias: "one", region: "us-east-1" });
    new AwsProvider(stack, "two", { alias: "two", region: "us-east-2" });
    new BackupPolicy(stack, "p", { content: { plans: {} } });
    expect(refusal(stack)).toContain(
      'stack/p/policy: The stack "stack" has several AWS providers, all with an alias: aws.one, aws.two.',
    );
  });
});
