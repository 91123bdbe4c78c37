import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { runCli } from "../support/run-cli";
import { daily, document } from "../review/support/policy-documents";

const COPY = "arn:aws:backup:us-east-1:999999999999:backup-vault:copies";
const content = document({
  daily: { rules: { nightly: { days: 35, copies: { [COPY]: 90 } } } },
  archive: { rules: { monthly: { schedule: "cron(0 2 1 * ? *)", days: 365, cold: 30 } } },
});
const withheld = daily({ days: 90, continuous: true });

const ORGANIZATION = `version: 1
organization: { id: o-1, enabledPolicyTypes: [BACKUP_POLICY] }
root: { id: r-1, name: Root }
organizationalUnits:
  - { id: ou-1, name: Production, parentId: r-1 }
  - { id: ou-2, name: Broken, parentId: r-1 }
accounts:
  - { id: "100000000001", name: orders, parentId: ou-1 }
  - { id: "100000000002", name: stock, parentId: ou-1 }
  - { id: "100000000003", name: "bare\\u001b[31m", parentId: r-1 }
  - { id: "100000000004", name: stale, parentId: ou-2 }
  - { id: "100000000005", name: lost, parentId: ou-2 }
policies:
  - { id: p-1, name: baseline, content: ${JSON.stringify(content)} }
  - { id: p-2, name: broken, content: ${JSON.stringify(withheld)} }
attachments:
  - { targetId: ou-1, policyIds: [p-1] }
  - { targetId: ou-2, policyIds: [p-2] }
publishedPolicies:
  "100000000004":
    plans:
      old:
        regions: [eu-central-1]
        rules: { r: { target_backup_vault_name: main, lifecycle: { delete_after_days: "7" } } }
        selections: { resources: { all: { iam_role_arn: r, resource_types: ["arn:aws:rds:*:*:db:*"] } } }
`;

describe("views of one organization", () => {
  let folder: string;
  let org: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-views-"));
    org = join(folder, "organization.yaml");
    writeFileSync(org, ORGANIZATION);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Lines are broken at the width; what they say is compared as one. */
  function unwrapped(text: string): string {
    return text.replaceAll(/\s+/g, " ");
  }

  function fits(schema: string, text: string): void {
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(`help/schema/${schema}.schema.json`, "utf8")) as object,
    );
    const valid = validate(JSON.parse(text));
    expect({ valid, errors: validate.errors }).toEqual({ valid: true, errors: null });
  }

  describe("org-backup coverage", () => {
    it("tells who is backed up, and who is not first", async () => {
      const { status, stdout } = await runCli("coverage", "--org", org);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^5 accounts, 3 covered by a backup plan, 1 not, 1 not known\n/);
      const order = ["bare", "lost", "orders", "stale"].map((name) =>
        stdout.indexOf(name === "orders" ? "Root/Production/*" : name),
      );
      expect(order.every((at) => at >= 0)).toBe(true);
      expect(Math.max(order[0]!, order[1]!)).toBeLessThan(Math.min(order[2]!, order[3]!));
      expect(stdout).not.toContain("\u001b");
    });

    it("leaves accounts out that are not active, and says so", async () => {
      const { stdout } = await runCli("coverage", "--org", "stacks/organization.yaml");
      expect(stdout).toMatch(/^24 accounts, all covered by a backup plan\n2 accounts left out: not active/);
    });

    it("tells how often, how long and where to", async () => {
      const { stdout } = await runCli("coverage", "--org", org, "--account", "orders");
      expect(stdout).toContain("daily / nightly in eu-central-1, eu-west-1");
      expect(stdout).toContain("at most 1 day apart");
      expect(stdout).toContain("kept for 35 days in main");
      expect(unwrapped(stdout)).toContain(`${COPY}, kept for 90 days`);
      expect(stdout).toContain("selects resources tagged backup = daily");
      expect(unwrapped(stdout)).toContain("Resources are selected only by tags or conditions");
    });

    it("shows of a withheld policy what AWS published last, or that no one recorded it", async () => {
      const stale = await runCli("coverage", "--org", org, "--account", "stale");
      expect(stale.stdout).toContain("this is what AWS published last");
      expect(unwrapped(stale.stdout)).toMatch(/No plan selects: .*DynamoDB/);
      const lost = await runCli("coverage", "--org", org, "--account", "lost");
      expect(unwrapped(lost.stdout)).toContain("is not recorded here");
    });

    it("writes JSON that fits its published schema", async () => {
      const { stdout } = await runCli("coverage", "--org", org, "--format", "json");
      fits("coverage", stdout);
      expect(JSON.parse(stdout)).toMatchObject({
        schemaVersion: 1,
        summary: { accounts: 5, protected: 3, unprotected: 2, inactive: 0 },
        groups: [
          { accounts: ["100000000003"], status: "empty", protected: false },
          { accounts: ["100000000005"], status: "withheld", inForce: "unknown", protected: false },
          { accounts: ["100000000001", "100000000002"], protected: true },
          { accounts: ["100000000004"], status: "withheld", inForce: "published", protected: true },
        ],
      });
      const { groups } = JSON.parse(stdout) as {
        readonly groups: readonly {
          readonly types: readonly { readonly type: string; readonly covered: string }[];
        }[];
      };
      const covered = (index: number, type: string): string | undefined =>
        groups[index]?.types.find((found) => found.type === type)?.covered;
      expect([
        covered(0, "rds-instance"),
        covered(2, "rds-instance"),
        covered(3, "rds-instance"),
        covered(3, "s3"),
      ]).toEqual(["none", "tagged", "all", "none"]);
    });

    it("shows what is after a plan", async () => {
      const plan = "__tests__/fixtures/plans/update-and-create.json";
      const { stdout } = await runCli("coverage", "--plan", plan, "--account", "sandbox");
      expect(stdout).toContain("kept for 7 days");
    });
  });

  describe("org-backup schedule", () => {
    it("tells the next backups, the largest gap and what is kept", async () => {
      const { status, stdout } = await runCli(
        "schedule",
        "--org",
        org,
        "--account",
        "orders",
        "--at",
        "2026-01-31T12:00:00Z",
        "--count",
        "2",
      );
      expect(status).toBe(0);
      expect(stdout).toContain("Backups after 2026-01-31 12:00 UTC");
      expect(stdout).toContain("next: 2026-02-01 05:00, 2026-02-02 05:00");
      expect(stdout).toContain("largest gap: 1 day, first from 2026-02-01 05:00");
      expect(stdout).toContain("next: 2026-02-01 02:00, 2026-03-01 02:00");
      expect(stdout).toContain("largest gap: 31 days, first from 2026-03-01 02:00");
      expect(unwrapped(stdout)).toContain(
        "cold storage after 30 days, deleted after 365 days, about 12 recovery points of each resource",
      );
      expect(unwrapped(stdout)).toContain("deleted after 90 days, about 90 recovery points of each resource");
    });

    it("says where no backups are made, and where it is not known", async () => {
      expect((await runCli("schedule", "--org", org, "--account", "100000000003")).stdout).toContain(
        "no backups",
      );
      expect((await runCli("schedule", "--org", org, "--account", "lost")).stdout).toContain(
        "not known here",
      );
    });

    it("writes JSON that fits its published schema", async () => {
      const { stdout } = await runCli("schedule", "--org", org, "--format", "json");
      fits("schedule", stdout);
      expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, at: "2026-01-15T10:00:00.000Z" });
    });

    it.each([
      [["--count", "0"], "--count expects a whole number from 1 to 100"],
      [["--count", "many"], "--count expects a whole number from 1 to 100"],
      [["--at", "tomorrow"], "--at expects a time such as 2026-01-31T12:00:00Z"],
    ])("refuses %j", async (args, message) => {
      const { status, stderr } = await runCli("schedule", "--org", org, ...args);
      expect(status).toBe(1);
      expect(stderr).toContain(message);
    });
  });
});
