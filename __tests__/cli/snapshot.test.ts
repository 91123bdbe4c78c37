import fc from "fast-check";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import type { OrganizationData } from "../../src/organization/model";
import { readOrganizationFile } from "../../src/sources/organization-file";
import type { OrganizationSeed } from "../support/aws-double/organization-seed";
import { exampleSeed, fastClock, LiveDouble, SECRET } from "../support/live-double";

const OU_CALLS = 13;

let folder: string;
let live: LiveDouble;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "snapshot-"));
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a seed says, in the order in which snapshots say it. */
function expected(seed: OrganizationSeed): unknown {
  const byId = (left: { readonly id: string }, right: { readonly id: string }): number =>
    left.id < right.id ? -1 : 1;
  return {
    root: seed.root,
    organizationalUnits: [...(seed.organizationalUnits ?? [])].sort(byId),
    accounts: [...(seed.accounts ?? [])].sort(byId),
    policies: (seed.policies ?? []).map(({ id, name, content }) => ({ id, name, content })).sort(byId),
    attached: (seed.attachments ?? [])
      .flatMap(({ targetId, policyIds }) => policyIds.map((id) => `${targetId} ${id}`))
      .sort(),
  };
}

function found({ root, organizationalUnits, accounts, policies, attachments }: OrganizationData): unknown {
  const byId = (left: { readonly id: string }, right: { readonly id: string }): number =>
    left.id < right.id ? -1 : 1;
  return {
    root,
    organizationalUnits: [...organizationalUnits].sort(byId),
    accounts: [...accounts].sort(byId),
    policies: policies
      .map(({ id, name, content }) => ({
        id,
        name,
        content: content.kind === "known" ? content.value : undefined,
      }))
      .sort(byId),
    attached: attachments
      .flatMap(({ targetId, policyIds }) => policyIds.map((id) => `${targetId} ${id}`))
      .sort(),
  };
}

async function snapshot(...args: readonly string[]): Promise<OrganizationData> {
  const file = join(folder, "organization.yaml");
  const result = await live.run("snapshot", "--out", file, ...args);
  expect(result).toMatchObject({ status: 0 });
  return readOrganizationFile(file).data;
}

/** The formula of the guide. */
function formula(
  { accounts = [], policies = [], attachments = [] }: OrganizationSeed,
  administrators = 1,
): number {
  const pages = (items: number): number => Math.max(1, Math.ceil(items / 20));
  const targets = policies.map(
    ({ id }) => attachments.filter(({ policyIds }) => policyIds.includes(id)).length,
  );
  const lists =
    pages(accounts.length) + pages(policies.length) + targets.reduce((sum, count) => sum + pages(count), 0);
  return 4 + administrators + lists + policies.length + OU_CALLS;
}

describe("org-backup snapshot", () => {
  test("equals the organization, settings included, with the calls of the formula and not one more", async () => {
    live = await LiveDouble.start();
    const data = await snapshot();
    expect(found(data)).toEqual(expected(exampleSeed()));
    expect(data.settings).toEqual({
      id: "o-nordwind01",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"],
      trustedServices: ["backup.amazonaws.com", "ram.amazonaws.com", "sso.amazonaws.com"],
      delegatedAdministrators: [{ accountId: "222222222222", servicePrincipals: ["backup.amazonaws.com"] }],
    });
    expect(live.double.calls).toHaveLength(formula(exampleSeed()));
    expect(live.double.calls.every(({ operation }) => /^(Describe|List)/.test(operation))).toBe(true);
  });

  test("equals the organization although AWS throttles, fails and drops connections", async () => {
    live = await LiveDouble.start({ clock: fastClock(20) });
    const { faults } = live.double;
    faults.throttle({ rate: 2, burst: 5 });
    faults.failRandomly(0.05, 7);
    faults.resetRandomly(0.05, 8);
    expect(found(await snapshot())).toEqual(expected(exampleSeed()));
    const answered = live.double.calls.filter(({ status }) => status === 200);
    expect(answered).toHaveLength(formula(exampleSeed()));
    expect(
      live.double.calls.filter(({ error }) => error === "TooManyRequestsException").length,
    ).toBeGreaterThan(0);
  }, 60_000);

  test("reads past empty pages", async () => {
    live = await LiveDouble.start({ emptyFirstPages: true });
    expect(found(await snapshot())).toEqual(expected(exampleSeed()));
  });

  test("walks the tree where AWS tells no paths", async () => {
    live = await LiveDouble.start({ entityPaths: false });
    // Without State AWS has three words only, which the example uses.
    expect(found(await snapshot())).toEqual(expected(exampleSeed()));
    expect(live.double.callsTo("ListAccounts")).toHaveLength(1);
    expect(live.double.callsTo("ListAccountsForParent")).toHaveLength(OU_CALLS);
  });

  test("leaves e-mails out unless they are asked for, and never writes credentials", async () => {
    live = await LiveDouble.start();
    await snapshot();
    const texts = (): string =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), "utf8"))
        .join("\n");
    expect(texts()).not.toMatch(/@example|email/);
    const data = await snapshot("--emails");
    expect(data.accounts.every(({ email }) => email?.endsWith("@example.com"))).toBe(true);
    expect(texts()).not.toContain(SECRET);
    expect(texts()).not.toContain("AKIA");
  });

  test("writes JSON where the file's name ends so, and the tags of policies where asked for", async () => {
    live = await LiveDouble.start();
    live.double.state.organizations.current!.policies.get("p-nw01baseline")!.tags.set("owner", "platform");
    const file = join(folder, "organization.json");
    expect(await live.run("snapshot", "--out", file, "--tags")).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1 });
    const policy = readOrganizationFile(file).policy("p-nw01baseline");
    expect(policy?.tags).toEqual(new Map([["owner", "platform"]]));
  });

  test.each([
    [[], 3],
    [["distinct"], 3],
    [["all"], 26],
  ])("records what AWS published, --published %j", async (which, count) => {
    live = await LiveDouble.start();
    const data = await snapshot("--published", ...which);
    expect(data.publishedPolicies.size).toBe(count);
    expect(live.double.callsTo("DescribeEffectivePolicy")).toHaveLength(count);
    expect(
      [...data.publishedPolicies.values()].every(({ plans }) =>
        JSON.stringify(plans).includes("orgbackupplandaily"),
      ),
    ).toBe(true);
  });

  test("goes on without what the caller may not read of the settings, and says so", async () => {
    live = await LiveDouble.start();
    live.double.faults.deny("organizations:ListAWSServiceAccessForOrganization");
    const file = join(folder, "organization.yaml");
    const { status, stderr } = await live.run("snapshot", "--out", file);
    expect(status).toBe(0);
    expect(stderr).toContain("warning: Left out the services with trusted access");
    expect(readOrganizationFile(file).settings.trustedServices).toBeUndefined();
  });

  test("makes the folder of the file, and leaves nothing but the file there", async () => {
    live = await LiveDouble.start();
    const result = await live.run(
      "snapshot",
      "--out",
      join(folder, "missing", "folder", "organization.yaml"),
    );
    expect(result).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, "missing", "folder"))).toEqual(["organization.yaml"]);
  });

  describe("orders of attachment", () => {
    const two: OrganizationSeed = {
      ...exampleSeed(),
      policies: [
        ...(exampleSeed().policies ?? []),
        { id: "p-zzzzzzzz01", name: "zz", content: { plans: {} } },
        { id: "p-aaaaaaaa02", name: "aa", content: { plans: {} } },
      ],
      attachments: [{ targetId: "r-nw01", policyIds: ["p-zzzzzzzz01", "p-aaaaaaaa02"] }],
    };
    const orderOf = (data: OrganizationData): unknown =>
      data.attachments.find(({ targetId }) => targetId === "r-nw01");

    test("are unknown: no call tells them", async () => {
      live = await LiveDouble.start({ seed: two });
      expect(orderOf(await snapshot())).toEqual({
        targetId: "r-nw01",
        policyIds: ["p-aaaaaaaa02", "p-zzzzzzzz01"],
        order: "unknown",
      });
    });

    test("are taken over from the snapshot that is written over, unless that is not wanted", async () => {
      live = await LiveDouble.start({ seed: two });
      const file = join(folder, "organization.yaml");
      await snapshot();
      const known = readFileSync(file, "utf8").replace(
        "policyIds: [ p-aaaaaaaa02, p-zzzzzzzz01 ], order: unknown",
        "policyIds: [ p-zzzzzzzz01, p-aaaaaaaa02 ], order: known",
      );
      writeFileSync(file, known);
      const order = { policyIds: ["p-zzzzzzzz01", "p-aaaaaaaa02"], order: "known" };
      expect(orderOf(await snapshot())).toMatchObject(order);
      expect(readFileSync(file, "utf8")).toBe(known);
      expect(orderOf(await snapshot("--no-previous"))).toMatchObject({ order: "unknown" });
    });

    test("are taken over from a Terraform state", async () => {
      live = await LiveDouble.start({ seed: two });
      const attachment = (name: string, policyId: string, dependencies: readonly string[]): object => ({
        mode: "managed",
        type: "aws_organizations_policy_attachment",
        name,
        instances: [{ attributes: { target_id: "r-nw01", policy_id: policyId }, dependencies }],
      });
      const state = join(folder, "state.json");
      const first = "aws_organizations_policy_attachment.first";
      const resources = [
        attachment("second", "p-aaaaaaaa02", [first]),
        attachment("first", "p-zzzzzzzz01", []),
      ];
      writeFileSync(state, JSON.stringify({ version: 4, resources }));
      expect(orderOf(await snapshot("--state", state))).toMatchObject({
        policyIds: ["p-zzzzzzzz01", "p-aaaaaaaa02"],
        order: "known",
      });
    });
  });

  describe("killed", () => {
    const main = join(__dirname, "..", "..", "src", "cli", "main.ts");

    /** Runs the command line in a process of its own and sends it a signal after so many calls. */
    async function killedAfter(
      calls: number,
      signal: NodeJS.Signals,
      file: string,
    ): Promise<{ readonly stderr: string; readonly status: number | null }> {
      const before = live.double.calls.length;
      const args = [
        "--no-warnings",
        "--import",
        "tsx",
        main,
        "snapshot",
        "--out",
        file,
        "--endpoint-url",
        live.double.endpoint,
      ];
      const child = spawn(process.execPath, args, { env: process.env, stdio: ["ignore", "ignore", "pipe"] });
      let stderr = "";
      child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
      const stop = setInterval(() => {
        if (live.double.calls.length - before >= calls) {
          child.kill(signal);
          clearInterval(stop);
        }
      }, 1);
      const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
      clearInterval(stop);
      return { stderr, status };
    }

    test("by SIGKILL at any point or by Ctrl-C, the next run gives the same file", async () => {
      live = await LiveDouble.start();
      const whole = join(folder, "whole.yaml");
      await live.run("snapshot", "--out", whole);
      live.double.faults.delay(20);
      for (const [calls, signal] of [
        [3, "SIGKILL"],
        [15, "SIGKILL"],
        [9, "SIGINT"],
      ] as const) {
        const file = join(folder, `${signal}-${calls}`, "organization.yaml");
        const { stderr, status } = await killedAfter(calls, signal, file);
        expect(readdirSync(dirname(file))).toEqual(["organization.yaml.checkpoint"]);
        if (signal === "SIGINT") {
          expect(status).toBe(1);
          expect(stderr).toContain("error: Interrupted.\nhint: Run the same command again");
        }
        expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 0 });
        expect(readFileSync(file, "utf8")).toBe(readFileSync(whole, "utf8"));
        expect(readdirSync(dirname(file))).toEqual(["organization.yaml"]);
      }
    }, 60_000);
  });

  describe("interrupted", () => {
    /** Ends the run after so many calls, as a killed process ends: nothing gets a chance to tidy up. */
    async function interruptedAfter(calls: number, file: string): Promise<void> {
      const { faults } = live.double;
      const before = live.double.calls.length;
      const stop = setInterval(() => {
        if (live.double.calls.length - before >= calls) {
          faults.deny("*");
        }
      }, 0);
      faults.delay(2);
      const result = await live.run("snapshot", "--out", file);
      clearInterval(stop);
      faults.clear();
      if (result.status !== 0) {
        expect(existsSync(file)).toBe(false);
      }
    }

    test("goes on where it stopped, and the file is the same", async () => {
      live = await LiveDouble.start();
      const whole = join(folder, "whole.yaml");
      await live.run("snapshot", "--out", whole);
      const all = live.double.calls.length;
      for (const calls of [2, 6, 12, 20]) {
        const file = join(folder, `after-${calls}.yaml`);
        await interruptedAfter(calls, file);
        const before = live.double.calls.length;
        expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 0 });
        expect(live.double.calls.length - before).toBeLessThan(all);
        expect(readFileSync(file, "utf8")).toBe(readFileSync(whole, "utf8"));
        expect(existsSync(`${file}.checkpoint`)).toBe(false);
      }
    });

    test("gives the same file from a checkpoint that was cut at any byte", async () => {
      live = await LiveDouble.start();
      const file = join(folder, "organization.yaml");
      live.double.faults.deny("organizations:ListTargetsForPolicy");
      expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 1 });
      const checkpoint = readFileSync(`${file}.checkpoint`);
      live.double.faults.clear();
      await live.run("snapshot", "--out", file);
      const whole = readFileSync(file, "utf8");
      await fc.assert(
        fc.asyncProperty(fc.nat(checkpoint.length), async (length) => {
          rmSync(file);
          writeFileSync(`${file}.checkpoint`, checkpoint.subarray(0, length));
          expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 0 });
          expect(readFileSync(file, "utf8")).toBe(whole);
        }),
        { numRuns: 15 },
      );
    });

    test("starts anew where the checkpoint is of another organization, too old, or not wanted", async () => {
      live = await LiveDouble.start();
      const file = join(folder, "organization.yaml");
      const stale = (identity: string, at: string): void => {
        const lines = [
          { version: 1, identity, at },
          { key: "policies#1", value: { items: [] } },
        ];
        writeFileSync(`${file}.checkpoint`, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      };
      const own = "o-nordwind01 111111111111 emails=false tags=false";
      for (const [identity, at, args] of [
        ["o-other 111111111111 emails=false tags=false", "2026-01-15T10:00:00Z", []],
        [own, "2026-01-14T10:00:00Z", []],
        [own, "2026-01-15T10:00:00Z", ["--restart"]],
      ] as const) {
        stale(identity, at);
        expect((await snapshot(...args)).policies).toHaveLength(3);
      }
      stale(own, "2026-01-15T10:00:00Z");
      expect((await live.run("snapshot", "--out", file)).status).toBe(0);
      expect(readOrganizationFile(file).policies).toHaveLength(0);
    });

    test("asks for a list from its beginning where AWS does not know the old token any more", async () => {
      live = await LiveDouble.start();
      const file = join(folder, "organization.yaml");
      const lines = [
        {
          version: 1,
          identity: "o-nordwind01 111111111111 emails=false tags=false",
          at: "2026-01-15T10:00:00Z",
        },
        {
          key: "accounts#1",
          value: {
            items: [{ id: "999999999999", name: "gone", parentId: "r-nw01", state: "ACTIVE" }],
            next: "expired",
          },
        },
      ];
      writeFileSync(`${file}.checkpoint`, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      expect(found(await snapshot())).toEqual(expected(exampleSeed()));
    });
  });
});
