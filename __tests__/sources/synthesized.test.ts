import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Organization } from "../../src/organization/organization";
import { readSynthesized } from "../../src/sources/synthesized/synthesized";
import { attached, organization, policy, ROOT } from "../support/organizations";
import { changedByCode } from "../support/changed";
import type { Changed } from "../support/changed";
import { synthesizedFixture } from "../support/synthesized-fixture";
import type { FixtureStack } from "../support/synthesized-fixture";

function policyBlock(name: string, changes: object = {}): object {
  return {
    name,
    type: "BACKUP_POLICY",
    content: '{"plans":{}}',
    "//": { metadata: { path: `stack/${name}/policy` } },
    ...changes,
  };
}

function attachment(policyId: string, targetId: string, changes: object = {}): object {
  return { policy_id: policyId, target_id: targetId, ...changes };
}

function proposal(
  stacks: Readonly<Record<string, FixtureStack>>,
  current: Organization = organization(),
): Changed {
  return changedByCode(current, readSynthesized(synthesizedFixture(stacks)));
}

function attachedNames({ organization: proposed }: Changed, targetId: string): readonly string[] {
  return proposed.attached(targetId).policies.map(({ name }) => name);
}

function refused({ folded }: Changed): readonly (readonly string[])[] {
  return folded.refused.map(({ step, exception, message }) => [step.origin, exception, message]);
}

describe("synthesized JSON", () => {
  test("gives policies and attachments, in the order in which they depend on each other", () => {
    const result = proposal({
      stack: {
        json: {
          resource: {
            aws_organizations_policy: { a: policyBlock("A"), b: policyBlock("B") },
            aws_organizations_policy_attachment: {
              second: attachment("${aws_organizations_policy.a.id}", "ou-a", {
                depends_on: ["aws_organizations_policy_attachment.first"],
              }),
              first: attachment("${aws_organizations_policy.b.id}", "ou-a"),
            },
          },
        },
      },
    });
    expect(attachedNames(result, "ou-a")).toEqual(["B", "A"]);
    expect(result.organization.attached("ou-a").order).toBe("known");
    expect(result.organization.policies.find(({ name }) => name === "A")?.origin).toBe("stack/A");
  });

  test("leaves the attachment order unknown where nothing says which is created first", () => {
    const result = proposal({
      stack: {
        json: {
          resource: {
            aws_organizations_policy: { a: policyBlock("A"), b: policyBlock("B") },
            aws_organizations_policy_attachment: {
              one: attachment("${aws_organizations_policy.a.id}", "ou-a"),
              other: attachment("${aws_organizations_policy.b.id}", "ou-a"),
            },
          },
        },
      },
    });
    expect(result.organization.attached("ou-a").order).toBe("unknown");
  });

  test("follows references across stacks, and the order of stacks", () => {
    const producer = {
      resource: {
        aws_organizations_organization: {
          org: {
            aws_service_access_principals: ["backup.amazonaws.com"],
            enabled_policy_types: ["BACKUP_POLICY"],
            feature_set: "ALL",
          },
        },
        aws_organizations_organizational_unit: {
          unit: { name: "a", parent_id: "${aws_organizations_organization.org.roots[0].id}" },
        },
        aws_organizations_policy: { early: policyBlock("Early") },
        aws_organizations_policy_attachment: {
          early: attachment(
            "${aws_organizations_policy.early.id}",
            "${aws_organizations_organizational_unit.unit.id}",
          ),
        },
      },
      output: {
        "cross-stack-output-unit": {
          value: "${aws_organizations_organizational_unit.unit.id}",
          sensitive: true,
        },
        "cross-stack-output-root": {
          value: "${aws_organizations_organization.org.roots[0].id}",
          sensitive: true,
        },
      },
    };
    const remote = "${data.terraform_remote_state.cross-stack-reference-input-base.outputs";
    const result = proposal({
      policies: {
        dependencies: ["base"],
        json: {
          data: { terraform_remote_state: { "cross-stack-reference-input-base": { backend: "local" } } },
          resource: {
            aws_organizations_policy: { late: policyBlock("Late") },
            aws_organizations_policy_attachment: {
              unit: attachment("${aws_organizations_policy.late.id}", `${remote}.cross-stack-output-unit}`),
              root: attachment("${aws_organizations_policy.late.id}", `${remote}.cross-stack-output-root}`),
            },
          },
        },
      },
      base: { json: producer },
    });
    expect(attachedNames(result, "ou-a")).toEqual(["Early", "Late"]);
    expect(result.organization.attached("ou-a").order).toBe("known");
    expect(attachedNames(result, ROOT)).toEqual(["Late"]);
    expect(result.organization.settings.trustedServices).toEqual(["backup.amazonaws.com"]);
    expect(result.folded.open).toEqual([]);
  });

  test("finds an OU that a data source looks up by name, and the root of a data source", () => {
    const result = proposal({
      stack: {
        json: {
          data: {
            aws_organizations_organization: { org: {} },
            aws_organizations_organizational_unit: {
              a: { parent_id: "${data.aws_organizations_organization.org.roots[0].id}", name: "a" },
              b: { parent_id: "${data.aws_organizations_organizational_unit.a.id}", name: "b" },
            },
          },
          resource: {
            aws_organizations_policy: { x: policyBlock("X") },
            aws_organizations_policy_attachment: {
              b: attachment(
                "${aws_organizations_policy.x.id}",
                "${data.aws_organizations_organizational_unit.b.id}",
              ),
            },
          },
        },
      },
    });
    expect(attachedNames(result, "ou-b")).toEqual(["X"]);
  });

  test("creates OUs that do not exist yet, and moves accounts", () => {
    const result = proposal({
      stack: {
        json: {
          resource: {
            aws_organizations_organizational_unit: {
              inner: { name: "inner", parent_id: "${aws_organizations_organizational_unit.outer.id}" },
              outer: { name: "outer", parent_id: ROOT },
            },
            aws_organizations_account: {
              moved: {
                name: "account-2",
                email: "x@example.com",
                parent_id: "${aws_organizations_organizational_unit.inner.id}",
              },
            },
          },
        },
      },
    });
    expect(result.organization.path("000000000002")).toBe("Root/outer/inner/account-2");
  });

  describe("joined with what exists", () => {
    const current = organization({
      policies: [policy("p-1", { plans: {} }), policy("p-2", {}), policy("p-9", {})],
      attachments: [attached("ou-a", "p-9", "p-1", "p-2"), attached("ou-b", "p-2")],
    });
    const declare = (attachments: object): Changed =>
      proposal(
        {
          stack: {
            json: {
              resource: {
                aws_organizations_policy: {
                  one: policyBlock("name-of-p-1"),
                  two: policyBlock("name-of-p-2"),
                },
                aws_organizations_policy_attachment: attachments,
              },
            },
          },
        },
        current,
      );

    test("a policy of the same name is the existing one; the same content keeps it as it is", () => {
      const { organization: proposed, facts } = declare({});
      expect([...(facts.declared?.origins.keys() ?? [])]).toEqual(["p-1", "p-2"]);
      expect(facts.declared?.ownership?.source).toEqual({ kind: "none" });
      expect(proposed.policy("p-1")).toBe(current.policy("p-1"));
      expect(proposed.policy("p-2")?.content).toMatchObject({ value: { plans: {} } });
    });

    test("what the code no longer attaches goes, what it does not manage stays, what is new comes last", () => {
      const result = declare({
        kept: attachment("${aws_organizations_policy.two.id}", "ou-a"),
        added: attachment("${aws_organizations_policy.one.id}", "ou-b"),
      });
      expect(attachedNames(result, "ou-a")).toEqual(["name-of-p-9", "name-of-p-2"]);
      expect(attachedNames(result, "ou-b")).toEqual(["name-of-p-1"]);
    });

    test("an attachment that exists keeps its place, whatever the order in the code", () => {
      const result = declare({
        two: attachment("${aws_organizations_policy.two.id}", "ou-a"),
        one: attachment("${aws_organizations_policy.one.id}", "ou-a", {
          depends_on: ["aws_organizations_policy_attachment.two"],
        }),
      });
      expect(attachedNames(result, "ou-a")).toEqual(["name-of-p-9", "name-of-p-1", "name-of-p-2"]);
    });

    test("an import names the existing policy by id", () => {
      const result = proposal(
        {
          stack: {
            json: {
              import: [{ to: "aws_organizations_policy.renamed", id: "p-1" }],
              resource: { aws_organizations_policy: { renamed: policyBlock("new-name") } },
            },
          },
        },
        current,
      );
      expect(result.organization.policy("p-1")?.name).toBe("new-name");
    });
  });

  test("content that is decided during apply is unknown, with the reference named", () => {
    const content = '{"plans":{"x":"${aws_backup_vault.v.name}"}}';
    const result = proposal({
      stack: { json: { resource: { aws_organizations_policy: { x: policyBlock("X", { content }) } } } },
    });
    expect(result.organization.policies[0]?.content).toEqual({
      kind: "unknown",
      reference: "aws_backup_vault.v.name",
    });
  });

  test("placeholders of AWS and escaped templates are plain text", () => {
    const content = '{"plans":{"$account":{"regions":{"@@assign":["$${x}"]}}}}';
    const result = proposal({
      stack: { json: { resource: { aws_organizations_policy: { x: policyBlock("X", { content }) } } } },
    });
    // AWS takes no such names; the text that it is asked to take is the one that Terraform sends.
    const [refusal] = result.folded.refused;
    expect(refusal?.step.call).toMatchObject({
      operation: "CreatePolicy",
      content: { kind: "known", text: '{"plans":{"$account":{"regions":{"@@assign":["${x}"]}}}}' },
    });
  });

  test("what cannot be followed is told, not dropped", () => {
    const result = proposal({
      stack: {
        json: {
          resource: {
            aws_organizations_policy: { x: policyBlock("X") },
            aws_organizations_policy_attachment: {
              each: attachment("${aws_organizations_policy.x.id}", "${each.value}", {
                for_each: "${toset(data.external.x.result)}",
              }),
            },
          },
        },
      },
    });
    expect(result.folded.open).toMatchObject([
      {
        step: {
          origin: "stack/aws_organizations_policy_attachment.each",
          decidedBy: "data.external.x.result",
        },
        arguments: [{ name: "targetId", candidates: undefined, expression: "each.value" }],
      },
    ]);
  });

  test("policies of other types are none of ours", () => {
    const result = proposal({
      stack: {
        json: {
          resource: {
            aws_organizations_policy: {
              scp: policyBlock("S", { type: "SERVICE_CONTROL_POLICY" }),
              old: { name: "D", content: "{}" },
            },
          },
        },
      },
    });
    expect(result.organization.policies).toEqual([]);
  });
});

describe("output that cannot be used is refused", () => {
  const policies = (content: string): Readonly<Record<string, FixtureStack>> => ({
    stack: { json: { resource: { aws_organizations_policy: { x: policyBlock("X", { content }) } } } },
  });

  test("paths of a manifest that lead out of its folder, also by a link", () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    writeFileSync(join(outside, "secret.json"), '{"resource":{}}');
    const inside = mkdtempSync(join(tmpdir(), "inside-"));
    symlinkSync(outside, join(inside, "link"));
    for (const path of [
      join(outside, "secret.json"),
      `../${basename(outside)}/secret.json`,
      "link/secret.json",
    ]) {
      writeFileSync(
        join(inside, "manifest.json"),
        JSON.stringify({ version: "1", stacks: { s: { name: "s", synthesizedStackPath: path } } }),
      );
      expect(() => readSynthesized(inside)).toThrow(
        `The path ${JSON.stringify(path)} leads out of the folder of the manifest.`,
      );
    }
  });

  test.each([
    [
      { dependencies: [{ toString: 1 }] },
      '"dependencies" of the stack "s" is not a list of names of stacks.',
    ],
    [{ dependencies: "other" }, '"dependencies" of the stack "s" is not a list of names of stacks.'],
    [{ synthesizedStackPath: 7 }, '"synthesizedStackPath" of the stack "s" is not text.'],
  ])("a manifest with %j", (wrong, message) => {
    const inside = mkdtempSync(join(tmpdir(), "inside-"));
    writeFileSync(join(inside, "s.json"), '{"resource":{}}');
    const stack = { name: "s", synthesizedStackPath: "s.json", ...wrong };
    writeFileSync(join(inside, "manifest.json"), JSON.stringify({ version: "1", stacks: { s: stack } }));
    expect(() => readSynthesized(inside)).toThrow(message);
  });

  test("no directory, no manifest, no stacks", () => {
    expect(() => readSynthesized("does-not-exist")).toThrow('The directory "does-not-exist" does not exist.');
    const empty = mkdtempSync(join(tmpdir(), "empty-"));
    expect(() => readSynthesized(empty)).toThrow(
      "has no manifest.json, so it is not the output of `cdktf synth`",
    );
    writeFileSync(join(empty, "manifest.json"), '{"version":"0.21.0","stacks":{}}');
    expect(() => readSynthesized(empty)).toThrow("The CDKTF manifest names no stacks");
    writeFileSync(join(empty, "manifest.json"), "{");
    expect(() => readSynthesized(empty)).toThrow("is not valid JSON");
  });

  test.each([["{plans"], ["[]"], ["null"]])("a policy that is %j", (content) => {
    expect(() => proposal(policies(content))).toThrow(
      "The synthesized code holds policies that cannot be read.",
    );
  });

  test("an attachment to nowhere", () => {
    const stacks = {
      stack: {
        json: {
          resource: {
            aws_organizations_policy: { x: policyBlock("X") },
            aws_organizations_policy_attachment: {
              y: attachment("${aws_organizations_policy.x.id}", "ou-nowhere"),
            },
          },
        },
      },
    };
    expect(refused(proposal(stacks))).toEqual([
      [
        "stack/aws_organizations_policy_attachment.y",
        "TargetNotFoundException",
        'There is no root, OU or account "ou-nowhere".',
      ],
    ]);
  });

  test("two policies of one name", () => {
    const stacks = {
      stack: {
        json: { resource: { aws_organizations_policy: { x: policyBlock("X"), y: policyBlock("X") } } },
      },
    };
    expect(refused(proposal(stacks))).toEqual([
      ["stack/X", "DuplicatePolicyException", 'A policy named "X" exists already.'],
    ]);
  });
});
