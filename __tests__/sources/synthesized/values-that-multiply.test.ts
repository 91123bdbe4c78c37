import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../../support/run-cli";

const folder = mkdtempSync(join(tmpdir(), "multiplied-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Locals of which each is made of the one before, and a policy with the last one as its content. */
async function reviewOf(first: unknown, next: (before: string) => string, count = 60): Promise<string> {
  const locals = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `l${index}`,
      index === 0 ? first : next(`local.l${index - 1}`),
    ]),
  );
  mkdirSync(join(folder, "stacks", "s"), { recursive: true });
  const stack = { name: "s", synthesizedStackPath: "stacks/s/cdk.tf.json", dependencies: [] };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks: { s: stack } }));
  writeFileSync(
    join(folder, "stacks", "s", "cdk.tf.json"),
    JSON.stringify({
      locals,
      resource: {
        aws_organizations_policy: {
          p: { name: "new", type: "BACKUP_POLICY", content: `\${jsonencode(local.l${count - 1})}` },
        },
        aws_organizations_policy_attachment: {
          a: { policy_id: "${aws_organizations_policy.p.id}", target_id: "r-nw01" },
        },
      },
    }),
  );
  const { status, stdout, stderr } = await runCli(
    ...["plan", folder, "--org", "stacks/organization.yaml", "--fail-on", "none", "--format", "json"],
  );
  expect([status, stderr]).toEqual([0, expect.not.stringContaining("unexpected")]);
  return stdout;
}

describe("a value of the code that holds another one twice, which does so again", () => {
  it.each<[what: string, first: unknown, next: (before: string) => string]>([
    ["a text", "x", (before) => `\${${before}}\${${before}}`],
    ["a joined text", "x", (before) => `\${join("", [${before}, ${before}])}`],
    ["a text with replacements", "xx", (before) => `\${replace(${before}, "x", ${before})}`],
    ["a list", ["x"], (before) => `\${concat(${before}, ${before})}`],
    ["lists in lists", "x", (before) => `\${[${before}, ${before}]}`],
    ["objects in objects", "x", (before) => `\${{ a = ${before}, b = ${before} }}`],
  ])("is not followed without end: %s", async (_what, first, next) => {
    expect(await reviewOf(first, next)).toContain('"notKnowable": 26');
  });

  it.each([
    ["a sum", `1${" + 1".repeat(100_000)}`],
    ["attributes", `x.y${".z".repeat(100_000)}`],
    ["elements", `x.y${"[0]".repeat(100_000)}`],
    ["texts made anew in each round of a loop", '[for a in range(9000): join(",", range(9000))]'],
  ])("nor is a long one: %s", async (_what, expression) => {
    const first = Array.from({ length: 9_000 }, () => "x");
    expect(await reviewOf(first, () => `\${${expression}}`, 2)).toContain('"notKnowable": 26');
  });

  it("nor are loops within loops", async () => {
    const loops = "[for a in range(9000): [for b in range(9000): [for c in range(9000): 1]]]";
    expect(await reviewOf("x", () => `\${${loops}}`, 2)).toContain('"notKnowable": 26');
  });
});
