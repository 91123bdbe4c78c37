import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOrganizationFile } from "../../../src/sources/organization-file";
import type { OrganizationSeed } from "../../support/aws-double/organization-seed";
import { LiveDouble } from "../../support/live-double";

const ACCOUNTS = 10_000;
const UNITS = 2_000;
const POLICIES = 40;
const MEGABYTE = 1024;
const MAIN = join(__dirname, "..", "..", "..", "src", "cli", "main.ts");
/** Tells at the end how much memory the process had at most, in kilobytes. */
const TELL_MEMORY =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxRSS='+process.resourceUsage().maxRSS))";

/** OUs five deep, accounts in all of them, policies on 130 targets each in turn. */
function bigSeed(): OrganizationSeed {
  const unitId = (index: number): string => `ou-big0-${String(index).padStart(8, "0")}`;
  const organizationalUnits = Array.from({ length: UNITS }, (_, index) => ({
    id: unitId(index),
    name: `unit ${index}`,
    // 6 children each: 6 + 36 + 216 + 1,296 + the rest.
    parentId: index < 6 ? "r-big0" : unitId(Math.floor((index - 6) / 6)),
  }));
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
    id: String(100_000_000_000 + index),
    name: `account ${index}`,
    parentId: index === 0 ? "r-big0" : unitId(index % UNITS),
  }));
  const policies = Array.from({ length: POLICIES }, (_, index) => ({
    id: `p-${String(index).padStart(8, "0")}`,
    name: `policy ${index}`,
    content: { plans: { [`plan${index}`]: { regions: { "@@assign": ["eu-central-1"] } } } },
  }));
  const targets = [...organizationalUnits.slice(0, 100), ...accounts.slice(0, 30)];
  return {
    organization: {
      id: "o-big0000000",
      managementAccountId: "100000000000",
      enabledPolicyTypes: ["BACKUP_POLICY"],
    },
    root: { id: "r-big0" },
    organizationalUnits,
    accounts,
    policies,
    attachments: targets.map(({ id }, index) => ({
      targetId: id,
      policyIds: [policies[index % POLICIES]!.id, policies[(index * 7 + 1) % POLICIES]!.id].filter(
        (policyId, place, all) => all.indexOf(policyId) === place,
      ),
    })),
  };
}

/** What AWS said: each run has its own time. */
function withoutTime(text: string): string {
  return text.replace(/"takenAt": "[^"]*"/, "");
}

describe("an organization of 10,000 accounts and 2,000 OUs", () => {
  let live: LiveDouble;
  let folder: string;
  let whole: Ended;
  let wholeText: string;

  interface Ended {
    readonly status: number | null;
    readonly stderr: string;
  }

  /** Takes a snapshot in a process of its own, which is killed after so many calls. */
  async function snapshotProcess(file: string, killAfter = Number.POSITIVE_INFINITY): Promise<Ended> {
    const before = live.double.calls.length;
    const args = ["--no-warnings", "--import", "tsx", "--import", TELL_MEMORY, MAIN];
    const options = ["snapshot", "--out", file, "--endpoint-url", live.double.endpoint];
    const child = spawn(process.execPath, [...args, ...options], {
      env: process.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    const watch = setInterval(() => {
      if (live.double.calls.length - before >= killAfter) {
        child.kill("SIGKILL");
      }
    }, 1);
    const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
    clearInterval(watch);
    return { status, stderr };
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "big-"));
    live = await LiveDouble.start({ seed: bigSeed() });
    live.as(live.double.credentialsFor("100000000000").accessKeyId);
    const file = join(folder, "whole.json");
    whole = await snapshotProcess(file);
    wholeText = readFileSync(file, "utf8");
  }, 120_000);

  /** It was told, and it is not too much. */
  function expectLittleMemory({ stderr }: Ended): void {
    const kilobytes = Number(/maxRSS=(\d+)$/.exec(stderr)?.[1]);
    expect(kilobytes).toBeGreaterThan(20 * MEGABYTE);
    expect(kilobytes).toBeLessThan(400 * MEGABYTE);
  }

  test("is read by a process that never has 400 MB", () => {
    expect(whole.status).toBe(0);
    expectLittleMemory(whole);
  });

  test("gives the same file after the process was killed twice", async () => {
    const file = join(folder, "killed", "organization.json");
    const before = live.double.calls.length;
    for (const calls of [300, 600]) {
      expect((await snapshotProcess(file, calls)).status).toBeNull();
      expect(readdirSync(join(folder, "killed"))).toEqual(["organization.json.checkpoint"]);
    }
    const last = await snapshotProcess(file);
    expect(last.status).toBe(0);
    expectLittleMemory(last);
    expect(withoutTime(readFileSync(file, "utf8"))).toBe(withoutTime(wholeText));
    expect(readdirSync(join(folder, "killed"))).toEqual(["organization.json"]);
    // What was under way at each end is asked again, and which organization it is.
    expect(live.double.calls.length - before).toBeLessThan(before + 2 * 60);
  }, 120_000);

  afterAll(async () => {
    await live.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is read in full, interrupted in the middle and resumed, with the calls of the formula in all", async () => {
    const seed = bigSeed();
    const file = join(folder, "organization.json");
    const { faults } = live.double;
    const before = live.double.calls.length;
    const stop = setInterval(() => {
      if (live.double.calls.length - before > 900) {
        faults.deny("*");
      }
    }, 1);
    expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 1 });
    clearInterval(stop);
    faults.clear();
    const { status, stdout } = await live.run("snapshot", "--out", file);
    expect(status).toBe(0);
    expect(stdout).toContain("10,000 accounts, 2,000 OUs, 40 backup policies, ");

    const { data } = readOrganizationFile(file);
    const ids = (items: readonly { readonly id: string; readonly parentId: string }[]): readonly string[] =>
      items.map(({ id, parentId }) => `${id} ${parentId}`).sort();
    expect(ids(data.accounts)).toEqual(ids(seed.accounts ?? []));
    expect(ids(data.organizationalUnits)).toEqual(ids(seed.organizationalUnits ?? []));
    const attached = (
      list: readonly { readonly targetId: string; readonly policyIds: readonly string[] }[],
    ): readonly string[] =>
      list.flatMap(({ targetId, policyIds }) => policyIds.map((id) => `${targetId} ${id}`)).sort();
    expect(attached(data.attachments)).toEqual(attached(seed.attachments ?? []));

    // 4 + A/20 + P/20 + P + T/20 of each policy + the OUs of the root and of every OU that is not at level 5.
    const depth = new Map<string, number>([["r-big0", 0]]);
    for (const { id, parentId } of seed.organizationalUnits ?? []) {
      depth.set(id, (depth.get(parentId) ?? 0) + 1);
    }
    const parents = [...depth.values()].filter((level) => level < 5).length;
    const formula = 4 + ACCOUNTS / 20 + POLICIES / 20 + 3 * POLICIES + parents;
    const answered = live.double.calls.slice(before).filter((call) => call.status === 200);
    // DescribeOrganization is asked again, and what was under way when it was interrupted.
    expect(answered.length).toBeGreaterThanOrEqual(formula);
    expect(answered.length).toBeLessThanOrEqual(formula + 1 + 8);
    expect(withoutTime(readFileSync(file, "utf8"))).toBe(withoutTime(wholeText));
    expect(wholeText).not.toContain("@example");
  }, 120_000);
});
