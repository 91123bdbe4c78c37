import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultProxy, FAULTS } from "../support/fault-proxy";
import type { ProxyFault } from "../support/fault-proxy";
import type { SeedResource } from "../support/aws-double/services/inventory/inventory-store";
import { LiveDouble, MANAGEMENT, SECRET } from "../support/live-double";
import { runCli } from "../support/run-cli";
import type { CliResult } from "../support/run-cli";

/** Waits are this much shorter here than for users. */
const HASTE = 200;
/** A second of the time of the tests. */
const REQUEST_TIMEOUT = String(0.8 * HASTE);
const NO_TIMEOUT = "9999";

let folder: string;
let live: LiveDouble;
let proxy: FaultProxy;
let timers: jest.SpyInstance;

beforeAll(async () => {
  live = await LiveDouble.start({ resources: RESOURCES });
  live.addInventorySources();
  proxy = await FaultProxy.start(live.double.endpoint);
  const { setTimeout: inTime } = globalThis;
  timers = jest
    .spyOn(globalThis, "setTimeout")
    .mockImplementation((run: () => void, wait = 0) => inTime(run, wait / HASTE));
});

afterAll(async () => {
  timers.mockRestore();
  await proxy.stop();
  await live.stop();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "live-faults-"));
});

afterEach(() => {
  proxy.set(undefined);
  live.double.faults.clear();
  rmSync(folder, { recursive: true, force: true });
});

const RESOURCES: readonly SeedResource[] = ["eu-central-1", "eu-west-1"].flatMap((region) =>
  Array.from({ length: 130 }, (_, index) => ({
    arn: `arn:aws:ec2:${region}:${MANAGEMENT}:volume/vol-${index}`,
    accountId: MANAGEMENT,
    region,
    tags: { backup: "daily" },
  })),
);

function snapshotOfResources(...from: readonly string[]): readonly string[] {
  const files = ["--out", join(folder, "organization.yaml"), "--resources-out", join(folder, "r.jsonl")];
  return ["snapshot", ...files, "--resources-from", ...from];
}

/** Every command that talks to AWS, with a file that it would write. */
const COMMANDS: Readonly<Record<string, () => readonly string[]>> = {
  snapshot: () => ["snapshot", "--out", join(folder, "organization.yaml"), "--published", "--emails"],
  "snapshot of AWS Config": () => snapshotOfResources("aws-config"),
  "snapshot of Resource Explorer": () => snapshotOfResources("resource-explorer"),
  "snapshot of the Tagging API": () =>
    snapshotOfResources("tagging-api", "--member-role-name", "OrganizationAccountAccessRole"),
  adopt: () => ["adopt", "--live", "--out", join(folder, "adopted")],
  verify: () => ["verify", "--live", "--out", join(folder, "result.txt")],
  preflight: () => [
    "preflight",
    "--out",
    join(folder, "result.txt"),
    "--member-role-name",
    "OrganizationAccountAccessRole",
    "--sample",
    "2",
  ],
  jobs: () => ["jobs", "--live", "--out", join(folder, "result.txt")],
  "jobs by AWS's counts": () => ["jobs", "--summary-days", "7", "--out", join(folder, "result.txt")],
  "trusted-access": () => ["trusted-access", "status", "--out", join(folder, "result.txt")],
  "trusted-access disable": () => ["trusted-access", "disable", "--yes", "--out", join(folder, "result.txt")],
  plan: () => [
    "plan",
    "--live",
    "--move",
    "payments-api-prod=Root",
    "--fail-on",
    "none",
    "--out",
    join(folder, "result.txt"),
  ],
  effective: () => ["effective", "--live", "--out", join(folder, "result.txt")],
  coverage: () => ["coverage", "--live", "--out", join(folder, "result.txt")],
  schedule: () => ["schedule", "--live", "--out", join(folder, "result.txt")],
  explain: () => ["explain", "--live", "--account", "orders-prod", "--out", join(folder, "result.txt")],
};

function run(
  command: string,
  requestTimeout = REQUEST_TIMEOUT,
  ...more: readonly string[]
): Promise<CliResult> {
  const args = COMMANDS[command]!();
  return runCli(...args, "--endpoint-url", proxy.endpoint, "--request-timeout", requestTimeout, ...more);
}

const files = (): readonly string[] => readdirSync(folder, { recursive: true }) as string[];

function written(): string {
  return files()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isFile() ? [readFileSync(path, "utf8")] : []))
    .join("\n");
}

/** What holds for every outcome: one clear error and no file, or a result that says what it lacks. */
function check(what: string, command: string, { status, stdout, stderr }: CliResult): void {
  const all = `${stdout}\n${stderr}\n${written()}`;
  expect([what, all]).toEqual([
    what,
    expect.not.stringMatching(/unexpected|This is a bug|\n\s+at .+:\d+:\d+/),
  ]);
  expect([what, all]).toEqual([what, expect.not.stringMatching(/secret-of-the-proxy/)]);
  expect(all).not.toContain(SECRET);
  expect(all).not.toMatch(/\b(?:AKIA|ASIA)[A-Z0-9]{8,}/);
  if (status === 0 || !stderr.includes("error: ")) {
    expect([what, all]).toEqual([what, expect.stringMatching(LACKS)]);
    return;
  }
  expect([what, stderr.match(/^error: /gm)?.length, stderr]).toEqual([what, 1, stderr]);
  const left = command.startsWith("snapshot")
    ? files().filter((name) => !name.endsWith(".checkpoint"))
    : files();
  expect([what, left]).toEqual([what, []]);
}

const LACKS = /Left out |unknown|could not|cannot|may not|access denied|not known|note: |Not done/i;

async function actionsOf(command: string): Promise<readonly string[]> {
  proxy.actions.clear();
  // Without a limit: the machine may be slow.
  const { stderr } = await run(command, NO_TIMEOUT);
  expect(stderr).not.toMatch(/^error: /m);
  rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), "live-faults-"));
  return [...proxy.actions];
}

/** With FAULTS=all every fault hits every action; otherwise each hits one, and together they hit most. */
function pairs(actions: readonly string[]): readonly (readonly [ProxyFault, string])[] {
  return FAULTS.flatMap((fault, index) =>
    actions
      .filter((_, at) => at === (index * 7) % actions.length || process.env.FAULTS === "all")
      .map((action) => [fault, action] as const),
  );
}

describe.each(Object.keys(COMMANDS))("%s", (command) => {
  test("ends in time with one clear error whatever happens to a request, and leaves no half a file", async () => {
    for (const [fault, action] of pairs(await actionsOf(command))) {
      const what = `${fault} of ${action}`;
      proxy.set(fault, action);
      // What hangs ends with the test.
      const result = await run(command);
      if (proxy.hits > 0 && !isHarmless(fault, action)) {
        check(what, command, result);
      }
      proxy.set(undefined);
      rmSync(folder, { recursive: true, force: true });
      folder = mkdtempSync(join(tmpdir(), "live-faults-"));
    }
  }, 600_000);
});

/** What checks several things, each apart from the others. */
const GOES_ON = ["preflight", "trusted-access", "trusted-access disable"];

/** The double denies what IAM would: each action in turn. */
describe.each(Object.keys(COMMANDS))("%s", (command) => {
  test("says which action is denied, whichever it is, and goes on or ends without a file", async () => {
    const before = live.double.calls.length;
    await actionsOf(command);
    for (const action of new Set(live.double.calls.slice(before).map(({ operation }) => operation))) {
      live.double.faults.deny(`*:${action}`);
      const result = await run(command, NO_TIMEOUT);
      check(`denial of ${action}`, command, result);
      const said = `${result.stdout}${result.stderr}${written()}`;
      // A change that is refused anyway needs no other reason.
      expect([action, said.includes(action) || said.includes("Not done"), said.slice(0, 999)]).toEqual([
        action,
        true,
        expect.anything(),
      ]);
      if (GOES_ON.includes(command)) {
        expect([action, result.stderr]).toEqual([action, expect.not.stringMatching(/^error: /m)]);
        expect([action, said]).toEqual([
          action,
          expect.stringMatching(/unknown|not known|could not be read|may not|Not done/),
        ]);
      }
      live.double.faults.clear();
      rmSync(folder, { recursive: true, force: true });
      folder = mkdtempSync(join(tmpdir(), "live-faults-"));
    }
  }, 600_000);
});

test("snapshot continues after a fault, and gives the file that it would have given without one", async () => {
  expect(await run("snapshot", NO_TIMEOUT)).toMatchObject({ status: 0 });
  const whole = written();
  for (const fault of ["reset", "html-200", "cut", "same-token", "wrong-types"] as const) {
    rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), "live-faults-"));
    proxy.set(fault, "ListTargetsForPolicy");
    expect(await run("snapshot")).toMatchObject({ status: 1 });
    expect(files()).toEqual(["organization.yaml.checkpoint"]);
    proxy.set(undefined);
    expect(await run("snapshot", NO_TIMEOUT)).toMatchObject({ status: 0 });
    expect([fault, files(), written()]).toEqual([fault, ["organization.yaml"], whole]);
  }
}, 120_000);

test("a command ends at its deadline, although AWS takes its time and no request fails", async () => {
  proxy.set("hang");
  const { status, stderr } = await run("snapshot", NO_TIMEOUT, "--deadline", String(2 * HASTE));
  expect([status, stderr]).toEqual([
    1,
    `error: The command did not end within 400 seconds, the limit of --deadline.\nhint: Run the same command again: it continues from ${join(folder, "organization.yaml")}.checkpoint.\n`,
  ]);
}, 60_000);

/** Answers in XML have no lists of another type, and one answer alone has no next page. */
function isHarmless(fault: ProxyFault, action: string): boolean {
  return (
    (fault === "same-token" || fault === "endless" || fault === "wrong-types") && !action.includes("List")
  );
}
