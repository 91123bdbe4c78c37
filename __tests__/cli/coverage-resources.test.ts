import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { exampleResources } from "../../scripts/example-resources";
import { runCli } from "../support/run-cli";
import { terraformPlanJson } from "../support/terraform-plan-json";

const ORG = "stacks/organization.yaml";
const RESOURCES = "stacks/resources.json";
const folder = mkdtempSync(join(tmpdir(), "coverage-resources-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const coverage = async (...args: readonly string[]): ReturnType<typeof runCli> =>
  runCli("coverage", "--org", ORG, ...args);

const VOLUME = "arn:aws:ec2:eu-central-1:200000000001:volume/vol-1";
const one = (arn: string, tags?: Readonly<Record<string, string>>): string =>
  file("one.jsonl", JSON.stringify({ arn, ...(tags === undefined ? {} : { tags }) }));

describe("The inventory of the example organization", () => {
  it("is what the generator makes", () => {
    expect(readFileSync(RESOURCES, "utf8")).toBe(exampleResources());
  });
});

describe("org-backup coverage --resources", () => {
  it("counts, groups by what a person can act on, and says what it rests on", async () => {
    const { status, stdout } = await coverage("--resources", RESOURCES);
    expect(status).toBe(0);
    expect(stdout).toContain("249 resources in 24 accounts: 149 selected, 100 not\n53 more resources");
    expect(stdout).toContain(
      '  50 no tag "backup": 18 S3, 11 EBS, 6 EC2, 5 EFS, 5 DynamoDB, 2 rds:cluster, 2\n    Redshift, 1 RDS\n    19 accounts: Root/*, except 7 accounts\n',
    );
    expect(stdout).toContain('tag\n    "backup" is "Daily", not "daily": case differs');
    expect(stdout).toContain("  datalake-prod         S3             9         4    5  orgbackupplandaily\n");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says what it assumes of opt-in settings that are not known", async () => {
    const text = readFileSync(ORG, "utf8").replace(/^ {2}optIn:\n(?: {4,}.*\n)*/m, "");
    const org = file("without-opt-in.yaml", text);
    const { stdout } = await runCli("coverage", "--org", org, "--resources", RESOURCES);
    expect(stdout).toContain("Assumed: the management account is opted in to Aurora, DocumentDB,");
  });

  it("lists every resource as JSON by its schema, with the plans, rules, vaults and retention", async () => {
    const { stdout } = await coverage("--resources", RESOURCES, "--format", "json");
    const schema = JSON.parse(readFileSync("help/schema/coverage-resources.schema.json", "utf8")) as object;
    const isValid = new Ajv({ strict: true, strictTypes: "log", allErrors: true, logger: false }).compile(
      schema,
    );
    const document = JSON.parse(stdout) as {
      readonly resources: readonly {
        readonly arn: string;
        readonly selected: string;
        readonly by: unknown;
      }[];
      readonly summary: Readonly<Record<string, number>>;
    };
    isValid(document);
    expect(isValid.errors ?? []).toEqual([]);
    expect(document.resources).toHaveLength(302);
    expect(document.resources.filter(({ selected }) => selected === "yes")).toHaveLength(149);
    expect(document.summary).toMatchObject({
      resources: 302,
      selected: 149,
      notSelected: 100,
      outOfReach: 53,
    });
    expect(
      document.resources.find(({ arn }) => arn.startsWith("arn:aws:ec2:eu-central-1:111111111111:volume"))
        ?.by,
    ).toEqual([
      {
        plan: "orgbackupplandaily",
        selection: "orgdailybackupselection",
        rules: [
          {
            rule: "orgdailybackuprule",
            vault: "AWSBackupSolutionVault",
            retentionDays: 35,
            copies: ["arn:aws:backup:eu-central-1:222222222222:backup-vault:CentralVault"],
          },
        ],
      },
    ]);
  });

  it("writes JSON that is valid without any resource", async () => {
    const { stdout } = await coverage(
      "--resources",
      file("none.json", '{"version":1,"resources":[]}'),
      "--format",
      "json",
    );
    expect((JSON.parse(stdout) as { readonly resources: unknown }).resources).toEqual([]);
  });

  it("writes several formats in one pass, CSV with a line for every resource among them", async () => {
    const [csv, html] = [join(folder, "out.csv"), join(folder, "out.html")];
    const { stdout } = await coverage(
      "--resources",
      RESOURCES,
      "--output",
      `csv=${csv}`,
      "--output",
      `html=${html}`,
    );
    expect(stdout).toContain("149 selected");
    const lines = readFileSync(csv, "utf8").trimEnd().split("\n");
    expect(lines[0]).toBe("arn,accountId,region,type,selected,plans,reason");
    expect(lines).toHaveLength(303);
    const page = readFileSync(html, "utf8");
    expect(page).toContain("<h1>249 resources in 24 accounts: 149 selected, 100 not</h1>");
    expect(page).toContain("no tag &#34;backup&#34;");
  });

  it("quotes names in CSV so that a spreadsheet runs none of them", async () => {
    const { stdout } = await coverage(
      "--resources",
      one("arn:aws:s3:::x", { backup: "=cmd,1" }),
      "--format",
      "csv",
    );
    expect(stdout).toContain(
      "arn:aws:s3:::x,,,s3,unknown,,neither the inventory nor the ARN names the account\n",
    );
    const tagged = await coverage("--resources", one(VOLUME, { backup: "=cmd,1" }), "--format", "csv");
    expect(tagged.stdout).toContain(',no,,"tag ""backup"" is ""=cmd,1""; selected values: ""daily"""\n');
  });

  it("ends with status 2 for a resource that is not selected, and for one of which that is not known", async () => {
    const failing = ["--fail-on", "unprotected-resource"];
    const statusFor = async (...resource: Parameters<typeof one>): Promise<number> =>
      (await coverage("--resources", one(...resource), ...failing)).status;
    expect(await statusFor(VOLUME, { backup: "daily" })).toBe(0);
    expect(await statusFor(VOLUME, {})).toBe(2);
    expect(await statusFor(VOLUME)).toBe(2);
    expect(await statusFor("arn:aws:lambda:eu-central-1:200000000001:function:f", {})).toBe(0);
  });

  it("warns of an inventory that was cut off", async () => {
    const cut = file("cut.json", JSON.stringify({ Resources: [], Count: { Complete: false } }));
    const { status, stdout } = await coverage("--resources", cut, "--fail-on", "inventory-incomplete");
    expect([status, stdout.replaceAll("\n", " ")]).toEqual([
      2,
      expect.stringContaining("Resource Explorer cut the result off after 0 resources"),
    ]);
  });

  it("looks at the accounts that are asked for", async () => {
    const { stdout } = await coverage("--resources", RESOURCES, "--account", "web-dev");
    expect(stdout).toContain("2 resources in 1 account:");
  });

  it("judges resources by the policies that a plan would leave", async () => {
    const { stdout } = await coverage(
      "--resources",
      one(VOLUME, { backup: "daily" }),
      "--plan",
      terraformPlan(),
    );
    expect(stdout).toContain("1 resource in 1 account: 0 selected, 1 not");
    expect(stdout).toContain('selected values: "weekly"');
  });

  it("leaves nothing behind when the inventory has a mistake", async () => {
    const out = join(folder, "never.json");
    const broken = file("broken.jsonl", `{"arn":"${VOLUME}"}\n{"arn":1}\n`);
    const { status, stderr } = await coverage("--resources", broken, "--output", `json=${out}`);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/broken.jsonl:2:? +"arn" is not an ARN: 1\./),
    ]);
    expect(() => readFileSync(out)).toThrow("ENOENT");
  });

  it("needs an inventory for CSV, HTML and --fail-on", async () => {
    for (const args of [
      ["--format", "csv"],
      ["--output", "html=x.html"],
      ["--fail-on", "error"],
    ]) {
      const { status, stderr } = await coverage(...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining("needs an inventory: --resources FILE.")]);
    }
  });
});

/** A plan in which the baseline selects another value of the tag. */
function terraformPlan(): string {
  const content = (value: string): string =>
    JSON.stringify({
      plans: {
        OrgBackupPlanDaily: {
          regions: { "@@assign": ["eu-central-1"] },
          rules: { OrgDailyBackupRule: { target_backup_vault_name: { "@@assign": "V" } } },
          selections: {
            tags: {
              t: {
                iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/R" },
                tag_key: { "@@assign": "backup" },
                tag_value: { "@@assign": [value] },
              },
            },
          },
        },
      },
    });
  const policy = (value: string): object => ({
    id: "p-nw01baseline",
    name: "org-baseline",
    type: "BACKUP_POLICY",
    content: content(value),
  });
  return file(
    "plan.json",
    terraformPlanJson([
      {
        type: "aws_organizations_policy",
        name: "baseline",
        change: {
          actions: ["update"],
          before: policy("daily"),
          after: policy("weekly"),
          after_unknown: {},
        },
      },
    ]),
  );
}
