import fc from "fast-check";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { snapshot as takeSnapshot } from "../../src/cli/commands/snapshot";
import type { CliContext } from "../../src/cli/cli-context";
import type { OrganizationData } from "../../src/organization/model";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { AwsError } from "../support/aws-double/aws-error";
import type { OrganizationSeed } from "../support/aws-double/organization-seed";
import { exampleSeed, fastClock, LiveDouble, MANAGEMENT, SECRET } from "../support/live-double";
import { NOW } from "../support/run-cli";

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

const UNITS = 30;

/** Several pages of everything: accounts, policies, and the targets of policies. */
function manyPages(): OrganizationSeed {
  const unit = (index: number): string => `ou-many-${String(index).padStart(8, "0")}`;
  const organizationalUnits = Array.from({ length: UNITS }, (_, index) => ({
    id: unit(index),
    name: `unit ${index}`,
    parentId: index < 25 ? "r-many" : unit(index - 25),
  }));
  const accounts = Array.from({ length: 130 }, (_, index) => ({
    id: String(500_000_000_000 + index),
    name: `account ${index}`,
    parentId: index === 0 ? "r-many" : unit(index % UNITS),
    state: index % 11 === 10 ? ("SUSPENDED" as const) : ("ACTIVE" as const),
  }));
  const policies = Array.from({ length: 23 }, (_, index) => ({
    id: `p-many${String(index).padStart(4, "0")}`,
    name: `policy ${index}`,
    content: { plans: { [`plan${index}`]: { regions: { "@@assign": ["eu-central-1"] } } } },
  }));
  const attachments = accounts.slice(0, 45).map(({ id }, index) => ({
    targetId: id,
    policyIds: [policies[0]!.id, ...(index % 2 === 0 ? [policies[1 + (index % 22)]!.id] : [])],
  }));
  return {
    organization: {
      id: "o-many000000",
      managementAccountId: "500000000000",
      enabledPolicyTypes: ["BACKUP_POLICY"],
    },
    root: { id: "r-many", name: "Root" },
    organizationalUnits,
    accounts,
    policies,
    attachments,
  };
}

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

/** The documents that a snapshot says were published, as AWS would give them. */
function publishedIn(text: string): readonly (readonly [accountId: string, text: string])[] {
  const { publishedPolicies = {} } = parse(text) as {
    readonly publishedPolicies?: Readonly<Record<string, object>>;
  };
  return Object.entries(publishedPolicies).map(([id, document]) => [id, JSON.stringify(document)]);
}

/** The formula of the guide: help/snapshot.md. */
function formula(
  { accounts = [], policies = [], attachments = [] }: OrganizationSeed,
  administrators = 1,
  unitCalls = OU_CALLS,
): number {
  const pages = (items: number): number => Math.max(1, Math.ceil(items / 20));
  const targets = policies.map(
    ({ id }) => attachments.filter(({ policyIds }) => policyIds.includes(id)).length,
  );
  const lists =
    pages(accounts.length) + pages(policies.length) + targets.reduce((sum, count) => sum + pages(count), 0);
  return 4 + administrators + lists + 2 * policies.length + unitCalls;
}

describe("org-backup snapshot", () => {
  test("equals the organization, settings included, with the calls of the formula and not one more", async () => {
    live = await LiveDouble.start();
    const data = await snapshot();
    expect(found(data)).toEqual(expected(exampleSeed()));
    expect(data.settings).toEqual({
      id: "o-nordwind01",
      takenAt: "2026-01-15T10:00:00.000Z",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"],
      trustedServices: [
        "backup.amazonaws.com",
        "member.org.stacksets.cloudformation.amazonaws.com",
        "ram.amazonaws.com",
        "sso.amazonaws.com",
      ],
      delegatedAdministrators: [{ accountId: "222222222222", servicePrincipals: ["backup.amazonaws.com"] }],
    });
    expect(live.double.calls).toHaveLength(formula(exampleSeed()));
    expect(live.double.calls.every(({ operation }) => /^(Describe|List)/.test(operation))).toBe(true);
  });

  test("equals the organization although AWS throttles, fails and drops connections", async () => {
    live = await LiveDouble.start({ clock: fastClock(5) });
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

  test("equals an organization of many pages, with the calls of the formula, although AWS lets 2 a second through, fails and drops connections", async () => {
    const seed = manyPages();
    live = await LiveDouble.start({ seed, clock: fastClock(20) });
    live.as(live.double.credentialsFor(seed.organization.managementAccountId).accessKeyId);
    const { faults } = live.double;
    faults.throttle({ rate: 2, burst: 10 });
    faults.failRandomly(0.03, 3);
    faults.failRandomly(0.03, 4, "*", 503);
    faults.resetRandomly(0.03, 5);
    expect(found(await snapshot())).toEqual(expected(seed));
    const answered = live.double.calls.filter(({ status }) => status === 200);
    // Each OU is asked for the OUs below it, and the root, which has two pages of them.
    expect(answered).toHaveLength(formula(seed, 0, 2 + UNITS));
    for (const error of ["TooManyRequestsException", "ConnectionReset"]) {
      expect(live.double.calls.some((call) => call.error === error)).toBe(true);
    }
    expect(new Set(live.double.calls.map(({ status }) => status))).toEqual(
      new Set([200, 400, 500, 503, undefined]),
    );
  }, 120_000);

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
    expect(statSync(join(folder, "organization.yaml")).mode & 0o777).toBe(0o600);
  });

  test("writes through a symbolic link, and keeps its answers behind none", async () => {
    live = await LiveDouble.start();
    symlinkSync("real.yaml", join(folder, "organization.yaml"));
    await snapshot();
    expect(readdirSync(folder).sort()).toEqual(["organization.yaml", "real.yaml"]);
    expect(lstatSync(join(folder, "organization.yaml")).isSymbolicLink()).toBe(true);
    const checkpoint = join(folder, "organization.yaml.checkpoint");
    writeFileSync(join(folder, "precious"), "precious");
    symlinkSync("precious", checkpoint);
    const { status, stderr } = await live.run("snapshot", "--out", join(folder, "organization.yaml"));
    expect([status, stderr]).toEqual([
      1,
      `error: ${checkpoint}: The checkpoint cannot be read: it is a symbolic link, which is not followed\nhint: Remove it, or name another file with --out.\n`,
    ]);
    expect(readFileSync(join(folder, "precious"), "utf8")).toBe("precious");
  });

  test("is not written over a state that it reads", async () => {
    live = await LiveDouble.start();
    const state = join(folder, "state.json");
    writeFileSync(state, '{"version":4,"resources":[]}');
    const { status, stderr } = await live.run("snapshot", "--out", state, "--state", state);
    expect([status, stderr]).toEqual([
      1,
      `error: --out ${JSON.stringify(state)} is the file that --state reads: nothing is written over it.\nhint: Name another file for the result.\n`,
    ]);
    expect(live.double.calls).toEqual([]);
  });

  test("writes JSON where the file's name ends so, and the tags of policies where asked for", async () => {
    live = await LiveDouble.start();
    live.double.state.organizations.current!.policies.get("p-nw01baseline")!.tags.set("owner", "platform");
    const file = join(folder, "organization.json");
    expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1 });
    const policy = readOrganizationFile(file).policy("p-nw01baseline");
    expect(policy?.tags).toEqual(new Map([["owner", "platform"]]));
  });

  test.each([
    [[], 5],
    [["distinct"], 5],
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

  test("refuses a folder as the file before AWS is asked", async () => {
    live = await LiveDouble.start();
    const { status, stderr } = await live.run("snapshot", "--out", folder);
    expect([status, stderr]).toEqual([1, `error: ${folder}: --out names a folder, not a file.\n`]);
    expect(live.double.calls).toEqual([]);
  });

  test("writes no file where it fails, and the earlier one stays as it was", async () => {
    live = await LiveDouble.start();
    const file = join(folder, "organization.yaml");
    await snapshot();
    const before = readFileSync(file, "utf8");
    live.double.faults.deny("organizations:ListPolicies");
    expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 1, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("says that the organization changed where something is gone before it is read, and then starts anew", async () => {
    live = await LiveDouble.start();
    const file = join(folder, "organization.yaml");
    const gone = new AwsError("PolicyNotFoundException", "You specified a policy that doesn't exist.");
    live.double.faults.failNext(1, "organizations:DescribePolicy", gone);
    const { status, stderr } = await live.run("snapshot", "--out", file);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^error: The organization changed while it was read\.\n.*PolicyNotFoundException.*\nhint: Run again\.\n$/s,
    );
    // With the list of before, every run would ask for the policy that is gone.
    const before = live.double.calls.length;
    expect(found(await snapshot())).toEqual(expected(exampleSeed()));
    expect(live.double.calls.length - before).toBe(formula(exampleSeed()));
  });

  test("does not give up at the first call where another tool uses up the rate", async () => {
    live = await LiveDouble.start();
    const busy = new AwsError("TooManyRequestsException", "Too many requests.");
    live.double.faults.failNext(6, "organizations:DescribeOrganization", busy);
    // Timers that run faster: the rate that was learnt is low.
    const { setTimeout: inTime } = globalThis;
    const fast = jest
      .spyOn(globalThis, "setTimeout")
      .mockImplementation((run: () => void, wait = 0) => inTime(run, wait / 200));
    try {
      expect(found(await snapshot())).toEqual(expected(exampleSeed()));
    } finally {
      fast.mockRestore();
    }
  }, 60_000);

  test("keeps neither credentials nor e-mail addresses in the answers of an interrupted run", async () => {
    live = await LiveDouble.start();
    const file = join(folder, "organization.yaml");
    live.double.faults.deny("organizations:ListTargetsForPolicy");
    expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 1 });
    const checkpoint = readFileSync(`${file}.checkpoint`, "utf8");
    expect(checkpoint).toContain("orders-prod");
    expect(checkpoint).not.toMatch(/@example|[Ee]mail":/);
    expect(checkpoint).not.toContain(SECRET);
    expect(checkpoint).not.toContain("AKIA");
    expect(statSync(`${file}.checkpoint`).mode & 0o077).toBe(0);
  });

  test("assumes a role once, in the Region of the caller", async () => {
    live = await LiveDouble.start();
    live.double.state.iam.addRole(
      MANAGEMENT,
      "Reader",
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: MANAGEMENT }, Action: "sts:AssumeRole" }],
      }),
      "/",
    );
    const role = ["--role-arn", `arn:aws:iam::${MANAGEMENT}:role/Reader`];
    expect(found(await snapshot(...role))).toEqual(expected(exampleSeed()));
    // A Region of another partition would not know the credentials.
    expect(live.double.callsTo("AssumeRole").map(({ region }) => region)).toEqual(["eu-central-1"]);
    await snapshot(...role, "--region", "eu-west-1");
    expect(live.double.callsTo("AssumeRole").map(({ region }) => region)).toEqual([
      "eu-central-1",
      "eu-west-1",
    ]);
  });

  describe("progress", () => {
    /** Runs with time that passes by so many seconds with every look at the clock. */
    async function told(progress: CliContext["progress"], seconds: number): Promise<string> {
      live = await LiveDouble.start();
      let [stderr, time] = ["", 0];
      const clock = jest.spyOn(performance, "now").mockImplementation(() => (time += seconds * 1000));
      try {
        const status = await takeSnapshot(
          { out: join(folder, "organization.yaml"), endpointUrl: live.double.endpoint },
          {
            stdout: () => undefined,
            stderr: (text) => (stderr += text),
            color: false,
            width: 100,
            now: () => NOW,
            ...(progress === undefined ? {} : { progress }),
          },
        );
        expect(status).toBe(0);
      } finally {
        clock.mockRestore();
      }
      return stderr;
    }

    test("on a terminal is one line with counts and the time that is left, and is gone at the end", async () => {
      const stderr = await told("terminal", 1);
      expect(stderr).not.toContain("\n");
      const lines = stderr.split("\r\u001b[K");
      expect(lines.at(-1)).toBe("");
      expect(
        lines.some((line) => /^Reading: .*accounts, .*calls, at least \d+ (?:s|min) left$/.test(line)),
      ).toBe(true);
      expect(lines.join(" ")).toMatch(/26 accounts/);
      expect(lines.join(" ")).toMatch(/12 OUs/);
      expect(lines.join(" ")).toMatch(/5 policies/);
    });

    test("elsewhere is plain lines, not too many", async () => {
      const stderr = await told("lines", 1);
      expect(stderr).not.toContain("\u001b");
      const lines = stderr.trimEnd().split("\n");
      expect(lines.every((line) => /^Reading: .*\d+ calls/.test(line))).toBe(true);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThan(live.double.calls.length / 2);
    });

    test("is not told where no one wants it", async () => {
      expect(await told("none", 60)).toBe("");
    });
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

  describe("attachment orders", () => {
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

    test("by Ctrl-C while requests wait for their turn, it ends in order and without a warning of Node.js", async () => {
      live = await LiveDouble.start();
      live.double.faults.throttle({ rate: 1, burst: 10 });
      const file = join(folder, "waiting", "organization.yaml");
      const { stderr, status } = await killedAfter(18, "SIGINT", file);
      expect(status).toBe(1);
      expect(stderr).toContain("error: Interrupted.\nhint: Run the same command again");
      expect(stderr).not.toContain("MaxListeners");
      expect(readdirSync(dirname(file))).toEqual(["organization.yaml.checkpoint"]);
    }, 60_000);

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

    test("gives the same file from the answers of a whole run, published policies too, cut at any byte", async () => {
      live = await LiveDouble.start();
      const file = join(folder, "organization.yaml");
      const args = ["snapshot", "--out", file, "--published", "all"];
      await live.run(...args);
      const whole = readFileSync(file, "utf8");
      rmSync(file);
      // The last of all calls fails: every other answer is there.
      live.double.faults.deny("organizations:DescribeEffectivePolicy");
      await live.run(...args);
      live.double.faults.clear();
      const withoutPublished = readFileSync(`${file}.checkpoint`);
      const published = publishedIn(whole);
      const checkpoint = Buffer.concat([
        withoutPublished,
        ...published.map(([id, text]) =>
          Buffer.from(`${JSON.stringify({ key: `published ${id}`, value: [text, ""] })}\n`),
        ),
      ]);
      writeFileSync(`${file}.checkpoint`, checkpoint);
      const before = live.double.calls.length;
      expect(await live.run(...args)).toMatchObject({ status: 0 });
      expect(readFileSync(file, "utf8")).toBe(whole);
      // Which organization it is, is always asked.
      expect(live.double.calls.slice(before).map(({ operation }) => operation)).toEqual([
        "DescribeOrganization",
      ]);
      await fc.assert(
        fc.asyncProperty(fc.nat(checkpoint.length), async (length) => {
          rmSync(file);
          writeFileSync(`${file}.checkpoint`, checkpoint.subarray(0, length));
          expect(await live.run(...args)).toMatchObject({ status: 0 });
          expect(readFileSync(file, "utf8")).toBe(whole);
        }),
        { numRuns: 15 },
      );
    });

    test("starts anew where the checkpoint is of another organization, too old, or not wanted", async () => {
      live = await LiveDouble.start();
      const file = join(folder, "organization.yaml");
      const stale = (identity: string, at: string, version = 2): void => {
        const lines = [
          { version, identity, at },
          { key: "policies#1", value: { items: [] } },
        ];
        writeFileSync(`${file}.checkpoint`, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      };
      const own = "o-nordwind01 111111111111 emails=false";
      for (const [identity, at, args] of [
        ["o-other 111111111111 emails=false", "2026-01-15T10:00:00Z", []],
        [own, "2026-01-14T10:00:00Z", []],
        [own, "no time", []],
        [own, "2026-01-15T10:00:00Z", ["--restart"]],
      ] as const) {
        stale(identity, at);
        expect((await snapshot(...args)).policies).toHaveLength(5);
      }
      // Lines of another version of the tool may mean something else.
      stale(own, "2026-01-15T10:00:00Z", 1);
      expect((await snapshot()).policies).toHaveLength(5);
      stale(own, "2026-01-15T10:00:00Z");
      expect((await live.run("snapshot", "--out", file)).status).toBe(0);
      expect(readOrganizationFile(file).policies).toHaveLength(0);
    });

    test("asks for a list from its beginning where AWS does not know the old token any more", async () => {
      live = await LiveDouble.start();
      const file = join(folder, "organization.yaml");
      const lines = [
        {
          version: 2,
          identity: "o-nordwind01 111111111111 emails=false",
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
