import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOrganizationFile } from "../../src/sources/organization-file";
import type { JsonObject } from "../../src/text/json";
import type { EffectivePolicyFunction } from "../support/aws-double/effective/effective-policy-function";
import { inheritLevels } from "../support/aws-double/effective/inherit";
import type { OrganizationSeed } from "../support/aws-double/organization-seed";
import { exampleSeed, fastClock, LiveDouble, SECRET } from "../support/live-double";

let folder: string;
let file: string;
let live: LiveDouble;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verify-"));
  file = join(folder, "organization.yaml");
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface VerifyJson {
  readonly summary: { readonly accounts: number; readonly compared: number; readonly differing: number };
  readonly mismatches: readonly {
    readonly accounts: readonly string[];
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly values: readonly {
      readonly path: string;
      readonly predicted: unknown;
      readonly published: unknown;
      readonly policies: readonly string[];
    }[];
    readonly errors?: {
      readonly predicted: readonly { readonly code: string }[];
      readonly reported: readonly { readonly code: string }[] | null;
    };
  }[];
  readonly invalid: readonly { readonly account: string }[] | null;
  readonly orders: {
    readonly settled: Readonly<Record<string, readonly string[]>>;
    readonly unknown: readonly string[];
  };
}

function plan(days: string, extra: JsonObject = {}): JsonObject {
  return {
    plans: {
      daily: {
        regions: { "@@assign": ["eu-central-1"] },
        rules: {
          nightly: {
            target_backup_vault_name: { "@@assign": "Default" },
            lifecycle: { delete_after_days: { "@@assign": days } },
          },
        },
        selections: {
          tags: {
            all: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/r" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": ["yes"] },
            },
          },
        },
        ...extra,
      },
    },
  };
}

/** The example, with these policies alone attached to the sandbox, in this order. */
function sandbox(...policies: readonly (readonly [id: string, content: JsonObject])[]): OrganizationSeed {
  const seed = exampleSeed();
  return {
    ...seed,
    policies: [
      ...(seed.policies ?? []),
      ...policies.map(([id, content]) => ({ id, name: `name of ${id}`, content })),
    ],
    attachments: [
      ...(seed.attachments ?? []).filter(({ targetId }) => targetId !== "ou-nw01-sandbox0"),
      { targetId: "ou-nw01-sandbox0", policyIds: policies.map(([id]) => id) },
    ],
  };
}

async function snapshot(): Promise<void> {
  expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 0 });
}

async function verified(...args: readonly string[]): Promise<VerifyJson & { readonly status: number }> {
  const { status, stdout } = await live.run("verify", "--org", file, "--format", "json", ...args);
  return { status, ...(JSON.parse(stdout) as VerifyJson) };
}

describe("org-backup verify", () => {
  test("finds no difference where AWS merges as predicted, and asks once for each distinct policy", async () => {
    live = await LiveDouble.start();
    await snapshot();
    expect(await verified()).toMatchObject({
      status: 0,
      summary: { accounts: 26, compared: 5, differing: 0 },
      mismatches: [],
    });
    expect(live.double.callsTo("DescribeEffectivePolicy")).toHaveLength(5);
    expect((await verified("--all")).summary).toMatchObject({ compared: 26, differing: 0 });
    expect((await verified("--sample", "7")).summary).toMatchObject({ compared: 7, differing: 0 });
    expect((await verified("--account", "sandbox-anna")).summary).toMatchObject({ compared: 1 });
  });

  test("says so where AWS has no effective policies any more, as after the policy type was disabled", async () => {
    live = await LiveDouble.start();
    await snapshot();
    await live.stop();
    const seed = exampleSeed();
    live = await LiveDouble.start({
      seed: { ...seed, organization: { ...seed.organization, enabledPolicyTypes: [] } },
    });
    const { status, mismatches } = await verified("--all");
    expect([status, mismatches[0]?.rule, mismatches[0]?.severity]).toEqual([
      2,
      "mismatch-no-policy",
      "error",
    ]);
    const { stdout } = await live.run("verify", "--org", file, "--all");
    expect(stdout).not.toContain("No difference");
  });

  test("writes the comparison as Markdown in which names stay text", async () => {
    live = await LiveDouble.start();
    const { stdout } = await live.run("verify", "--live", "--all", "--format", "markdown");
    expect(stdout).toBe("```text\nNo difference: 26 effective policies compared of 26 accounts.\n```\n");
  });

  test("reads the organization by itself with --live", async () => {
    live = await LiveDouble.start();
    const { status, stdout } = await live.run("verify", "--live");
    expect([status, stdout]).toEqual([0, "No difference: 5 effective policies compared of 26 accounts.\n"]);
  });

  test("finds no difference although AWS throttles, fails and drops connections", async () => {
    live = await LiveDouble.start({ clock: fastClock(10) });
    const { faults } = live.double;
    faults.throttle({ rate: 2, burst: 10 });
    faults.failRandomly(0.05, 21);
    faults.resetRandomly(0.05, 22);
    const { status, stdout } = await live.run("verify", "--live", "--all");
    expect([status, stdout]).toEqual([0, "No difference: 26 effective policies compared of 26 accounts.\n"]);
    expect(live.double.calls.some(({ error }) => error === "TooManyRequestsException")).toBe(true);
    expect(live.double.calls.some(({ error }) => error === "ConnectionReset")).toBe(true);
  }, 60_000);

  test("shows a difference by path, with the policy that decides, calls it its own mistake, and ends with 2", async () => {
    const wrong: EffectivePolicyFunction = (levels) => {
      const { policy, errors } = inheritLevels(levels);
      return { policy: JSON.parse(JSON.stringify(policy).replace('"1200"', '"1440"')) as object, errors };
    };
    live = await LiveDouble.start({ effectivePolicy: wrong });
    await snapshot();
    const { status, stdout } = await live.run("verify", "--org", file);
    expect(status).toBe(2);
    expect(stdout).toContain("5 accounts differ: 5 effective policies compared of 26 accounts.");
    expect(stdout).toContain("Not explained (error)");
    expect(stdout).toContain(
      "plans/orgbackupplandaily/rules/orgdailybackuprule/complete_backup_window_minutes",
    );
    expect(stdout).toContain("predicted  1200  (org-baseline on Root)");
    expect(stdout).toContain("published  1440");
    expect((await live.run("verify", "--org", file, "--fail-on", "none")).status).toBe(0);
  });

  test("names the uncertain rule that a difference hangs on", async () => {
    const caseKept: EffectivePolicyFunction = (levels) => {
      const { policy, errors } = inheritLevels(levels);
      return {
        policy: JSON.parse(
          JSON.stringify(policy).replaceAll("orgbackupplandaily", "OrgBackupPlanDaily"),
        ) as object,
        errors,
      };
    };
    live = await LiveDouble.start({ effectivePolicy: caseKept });
    await snapshot();
    const { status, mismatches } = await verified();
    expect(status).toBe(0);
    expect(mismatches[0]).toMatchObject({ rule: "mismatch-uncertain-rule", severity: "warning" });
    expect(mismatches[0]?.message).toContain("plan-names-are-lower-cased");
  });

  test("settles the order where one alone explains what AWS published, and writes it", async () => {
    live = await LiveDouble.start({
      seed: sandbox(["p-zzzzzzzz01", plan("30")], ["p-aaaaaaaa02", plan("60")]),
    });
    await snapshot();
    const found = await verified("--fix-order", file);
    expect(found.mismatches).toMatchObject([{ rule: "mismatch-order-unknown", severity: "notice" }]);
    expect(found.orders).toEqual({
      settled: { "ou-nw01-sandbox0": ["p-zzzzzzzz01", "p-aaaaaaaa02"] },
      unknown: [],
    });
    expect(readFileSync(file, "utf8")).toContain(
      "{ targetId: ou-nw01-sandbox0, policyIds: [ p-zzzzzzzz01, p-aaaaaaaa02 ], order: known }",
    );
    expect(await verified("--all")).toMatchObject({ mismatches: [], orders: { settled: {} } });
  });

  test("settles the order of the live organization, and writes it as an organization file", async () => {
    live = await LiveDouble.start({
      seed: sandbox(["p-zzzzzzzz01", plan("30")], ["p-aaaaaaaa02", plan("60")]),
    });
    for (const name of ["live.yaml", "live.json"]) {
      const out = join(folder, name);
      expect(await live.run("verify", "--live", "--fix-order", out)).toMatchObject({ status: 0 });
      const { attachments } = readOrganizationFile(out).data;
      expect(attachments.find(({ targetId }) => targetId === "ou-nw01-sandbox0")).toEqual({
        targetId: "ou-nw01-sandbox0",
        policyIds: ["p-zzzzzzzz01", "p-aaaaaaaa02"],
        order: "known",
      });
      expect(readFileSync(out, "utf8")).not.toContain("@example.com");
    }
  });

  test("gives up waiting when the time is over, and shows what still differs", async () => {
    live = await LiveDouble.start({ publicationDelay: 3_600_000 });
    const organization = live.double.state.organizations.current!;
    const baseline = organization.policies.get("p-nw01baseline")!;
    organization.updatePolicy(baseline, { content: baseline.content.replaceAll('"35"', '"33"') });
    await snapshot();
    const { mismatches } = await verified("--wait", "0.5", "--account", "400000000001");
    expect(mismatches).toMatchObject([{ accounts: ["400000000001"] }]);
    expect(live.double.callsTo("DescribeEffectivePolicy").length).toBeGreaterThan(1);
  });

  test("tells no credentials and no e-mail addresses", async () => {
    live = await LiveDouble.start();
    const { stdout, stderr } = await live.run("verify", "--live", "--all", "--format", "json");
    expect(`${stdout}${stderr}`).not.toMatch(/AKIA|@example\.com/);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });

  test("an error of AWS ends it with 1 and its own message", async () => {
    live = await LiveDouble.start();
    live.double.faults.deny("organizations:DescribeEffectivePolicy");
    const { status, stdout, stderr } = await live.run("verify", "--live");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(
      "may not call organizations:DescribeEffectivePolicy: access denied.\nhint: Allow the action in the caller's IAM policies; org-backup help verify lists all that are needed.",
    );
  });

  test("settles no order where several explain what AWS published", async () => {
    const other = plan("7");
    const apart = { plans: { other: (other.plans as JsonObject).daily } } as unknown as JsonObject;
    live = await LiveDouble.start({ seed: sandbox(["p-zzzzzzzz01", plan("30")], ["p-aaaaaaaa02", apart]) });
    await snapshot();
    const before = readFileSync(file, "utf8");
    const found = await verified("--fix-order", file);
    expect(found).toMatchObject({ mismatches: [], orders: { settled: {}, unknown: ["ou-nw01-sandbox0"] } });
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("doubts an order that the file calls known where another one explains what AWS published", async () => {
    live = await LiveDouble.start({
      seed: sandbox(["p-zzzzzzzz01", plan("30")], ["p-aaaaaaaa02", plan("60")]),
    });
    await snapshot();
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(
        "[ p-aaaaaaaa02, p-zzzzzzzz01 ], order: unknown",
        "[ p-aaaaaaaa02, p-zzzzzzzz01 ], order: known",
      ),
    );
    const found = await verified("--fix-order", file);
    expect(found.mismatches).toMatchObject([{ rule: "mismatch-order-changed", severity: "warning" }]);
    expect(readFileSync(file, "utf8")).toContain("[ p-zzzzzzzz01, p-aaaaaaaa02 ], order: known");
    expect((await verified()).mismatches).toEqual([]);
  });

  test("tells a file that is out of date from a wrong prediction, and then writes no orders", async () => {
    live = await LiveDouble.start();
    await snapshot();
    const organization = live.double.state.organizations.current!;
    organization.updatePolicy(organization.policies.get("p-nw01producti")!, {
      content: JSON.stringify({ plans: {} }),
    });
    const { mismatches } = await verified();
    expect(mismatches[0]).toMatchObject({ rule: "mismatch-file-outdated", severity: "warning" });
    expect(mismatches[0]?.message).toContain("the text of policy p-nw01producti has changed");
    const { status, stderr } = await live.run("verify", "--org", file, "--fix-order", file);
    expect(status).toBe(1);
    expect(stderr).toContain("No orders were written: the organization file is out of date.");
  });

  test("calls stale what AWS showed before, and waits for AWS to publish", async () => {
    // Time stands still, until it passes by some seconds with every look at the clock.
    let [time, step] = [1_000_000, 0];
    live = await LiveDouble.start({ publicationDelay: 40_000, clock: () => (time += step) });
    time += 60_000;
    await snapshot();
    const previous = join(folder, "previous.yaml");
    writeFileSync(previous, readFileSync(file));
    const organization = live.double.state.organizations.current!;
    const baseline = organization.policies.get("p-nw01baseline")!;
    organization.updatePolicy(baseline, { content: baseline.content.replaceAll('"35"', '"33"') });
    await snapshot();
    const stale = await verified("--previous", previous, "--account", "400000000001");
    expect(stale.mismatches).toMatchObject([{ rule: "mismatch-stale", severity: "notice" }]);
    const asked = live.double.callsTo("DescribeEffectivePolicy").length;
    step = 1_000;
    const { stdout } = await live.run("verify", "--org", file, "--wait", "30", "--account", "400000000001");
    expect(stdout).toBe("No difference: 1 effective policy compared of 26 accounts.\n");
    expect(live.double.callsTo("DescribeEffectivePolicy").length - asked).toBeGreaterThan(1);
  }, 60_000);

  describe("validation errors", () => {
    /** AWS as it is, with another opinion about the sandbox. */
    const invalid =
      (code: string): EffectivePolicyFunction =>
      (levels) => {
        const result = inheritLevels(levels);
        const isSandbox = levels.some(({ policies }) => policies.some(({ id }) => id === "p-zzzzzzzz01"));
        return isSandbox
          ? {
              ...result,
              errors: [
                { code, message: "'regions' is missing", path: "plans/broken", policies: ["p-zzzzzzzz01"] },
              ],
            }
          : result;
      };
    const broken = Object.fromEntries(
      Object.entries((plan("30").plans as { daily: JsonObject }).daily).filter(([key]) => key !== "regions"),
    );
    const withoutRegions = { plans: { broken } };

    test("are as predicted: no difference, although the policy is withheld", async () => {
      live = await LiveDouble.start({
        seed: sandbox(["p-zzzzzzzz01", withoutRegions]),
        effectivePolicy: invalid("KEY_REQUIRED"),
      });
      await snapshot();
      const errors = [{ code: "KEY_REQUIRED", path: "plans/broken", message: "'regions' is missing" }];
      const withheld = ["400000000001", "400000000002", "400000000003"].map((account) => ({
        account,
        errors,
      }));
      expect(await verified("--all")).toMatchObject({ status: 0, mismatches: [], invalid: withheld });
      expect(live.double.callsTo("ListEffectivePolicyValidationErrors")).toHaveLength(3);
      const { stdout } = await live.run("verify", "--org", file, "--all");
      expect(stdout).toContain(`No difference: 26 effective policies compared of 26 accounts.

AWS calls the effective policy of 3 accounts invalid and withholds it:
  Root/Sandbox/sandbox-anna (400000000001)
      KEY_REQUIRED at plans/broken: 'regions' is missing
`);
    });

    test("that AWS words otherwise, or does not report at all, are differences", async () => {
      live = await LiveDouble.start({
        seed: sandbox(["p-zzzzzzzz01", withoutRegions]),
        effectivePolicy: invalid("ELEMENTS_TOO_FEW"),
      });
      await snapshot();
      const other = await verified();
      expect(other.mismatches[0]?.errors).toMatchObject({
        predicted: [{ code: "KEY_REQUIRED" }],
        reported: [{ code: "ELEMENTS_TOO_FEW" }],
      });
      await live.stop();
      live = await LiveDouble.start({ seed: sandbox(["p-zzzzzzzz01", withoutRegions]) });
      const none = await verified();
      expect(none).toMatchObject({ status: 2 });
      expect(none.mismatches[0]?.errors).toMatchObject({
        predicted: [{ code: "KEY_REQUIRED" }],
        reported: [],
      });
    });

    test("of accounts that were not asked about are found too: AWS lists all that are invalid", async () => {
      live = await LiveDouble.start({
        seed: sandbox(["p-zzzzzzzz01", plan("30")]),
        effectivePolicy: invalid("KEY_REQUIRED"),
      });
      await snapshot();
      const { mismatches } = await verified("--account", "log-archive");
      expect(mismatches[0]).toMatchObject({ accounts: ["400000000001", "400000000002", "400000000003"] });
    });

    test("are left aside with a warning where the caller may not see them", async () => {
      live = await LiveDouble.start();
      await snapshot();
      live.double.faults.deny("organizations:ListAccountsWithInvalidEffectivePolicy");
      const { status, stderr } = await live.run("verify", "--org", file);
      expect(status).toBe(0);
      expect(stderr).toContain("warning: Errors are not compared: ");
      expect(await verified()).toMatchObject({ invalid: null });
      const { stdout } = await live.run("verify", "--org", file);
      expect(stdout).toContain("Not known: which effective policies AWS calls invalid.\n");
    });
  });

  test.each([
    [[], "Say which organization to verify: --org FILE, or --live."],
    [["--org", "FILE", "--live"], "Say which organization to verify: --org FILE, or --live."],
    [
      ["--org", "FILE", "--sample", "none"],
      '--sample expects a whole number from 1 to 100000, found "none".',
    ],
    [["--org", "FILE", "--wait", "soon"], '--wait expects seconds, found "soon".'],
  ])("refuses %j", async (args, message) => {
    live = await LiveDouble.start();
    await snapshot();
    const { status, stderr } = await live.run("verify", ...args.map((arg) => (arg === "FILE" ? file : arg)));
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  test("refuses the file of another organization", async () => {
    live = await LiveDouble.start();
    await snapshot();
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("o-nordwind01", "o-elsewhere1"));
    const { status, stderr } = await live.run("verify", "--org", file);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "The file is of another organization: o-elsewhere1. The credentials belong to o-nordwind01.",
    );
  });
});
