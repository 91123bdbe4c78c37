import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readInventory } from "../../src/sources/inventory/read-inventory";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { AwsError } from "../support/aws-double/aws-error";
import type { SeedResource } from "../support/aws-double/services/inventory/inventory-store";
import { exampleSeed, LiveDouble, MANAGEMENT } from "../support/live-double";
import { runCli } from "../support/run-cli";

// Waits for a throttled AWS take their time on a busy machine.
jest.setTimeout(60_000);

const ROLE = "OrganizationAccountAccessRole";
const REGIONS = ["eu-central-1", "us-east-1"];
const HOME = "eu-central-1";

let folder: string;
let live: LiveDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "snapshot-resources-"));
  live = await LiveDouble.start({ resources: RESOURCES });
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ACCOUNTS = exampleSeed().accounts ?? [];
const ACTIVE = ACCOUNTS.filter(({ state = "ACTIVE" }) => state === "ACTIVE").map(({ id }) => id);
const [FIRST = "", SECOND = ""] = ACTIVE.filter((id) => id !== MANAGEMENT);

/** In each account and Region some of each form, more than a page in one of them. */
const RESOURCES: readonly SeedResource[] = ACTIVE.flatMap((accountId, account) =>
  REGIONS.flatMap((region, index) => {
    const place = `${region}:${accountId}`;
    const volumes = accountId === FIRST && region === HOME ? 230 : 2;
    return [
      ...Array.from({ length: volumes }, (_, number) => ({
        arn: `arn:aws:ec2:${place}:volume/vol-${number}`,
        accountId,
        region,
        tags: number % 2 === 0 ? { backup: "daily", team: `t${account}` } : { team: "x y" },
      })),
      { arn: `arn:aws:s3:::bucket-${account}-${index}`, accountId, region, tags: { "": "", backup: "no" } },
      { arn: `arn:aws:rds:${place}:db:db-1`, accountId, region, tags: {}, wasTagged: true },
      { arn: `arn:aws:dynamodb:${place}:table/never-tagged`, accountId, region, tags: {} },
      { arn: `arn:aws:lambda:${place}:function:f`, accountId, region, tags: { backup: "daily" } },
    ];
  }),
);

const plain = ({ arn, accountId, region, tags }: SeedResource): object => ({ arn, accountId, region, tags });
const byArn = (left: object, right: object): number =>
  (left as SeedResource).arn < (right as SeedResource).arn ? -1 : 1;
const isSupported = ({ arn }: SeedResource): boolean => !arn.includes(":lambda:");
const SUPPORTED = RESOURCES.filter(isSupported).map(plain).sort(byArn);
const TAGGED = RESOURCES.filter(isSupported)
  .filter(({ tags, wasTagged }) => wasTagged ?? Object.keys(tags).length > 0)
  .map(plain)
  .sort(byArn);

function withAggregator(regions?: readonly string[]): void {
  live.double.state.inventory.aggregators.push(
    {
      name: "single",
      accountId: MANAGEMENT,
      region: HOME,
      regions: undefined,
      ofOrganization: false,
      failed: [],
    },
    {
      name: "organization",
      accountId: MANAGEMENT,
      region: HOME,
      regions,
      ofOrganization: true,
      failed: [{ accountId: SECOND, region: HOME }],
    },
  );
}

function withView(showsTags = true): void {
  const { views, aggregatorIndexes } = live.double.state.inventory;
  const at = { accountId: MANAGEMENT, region: "us-east-1" };
  const scope = `arn:aws:organizations::${MANAGEMENT}:organization/o-nordwind01`;
  aggregatorIndexes.set(MANAGEMENT, "us-east-1");
  views.push(
    { ...at, name: "own", scope: `arn:aws:iam::${MANAGEMENT}:root`, showsTags: true, filter: "" },
    { ...at, name: "filtered", scope, showsTags: true, filter: "service:ec2" },
    { ...at, name: "all", scope, showsTags, filter: "" },
  );
}

const at = (name: string): string => join(folder, name);
const snapshot = (...args: readonly string[]) =>
  live.run(
    "snapshot",
    "--out",
    at("organization.yaml"),
    "--resources-out",
    at("resources.jsonl"),
    "--regions",
    REGIONS.join(","),
    ...args,
  );

function written(name = "resources.jsonl") {
  const { source, resources } = readInventory(at(name));
  return { source, resources: [...resources].map((resource) => ({ ...resource })).sort(byArn) };
}

describe("org-backup snapshot --resources-out", () => {
  test("reads one aggregator of AWS Config, and the inventory equals what is there", async () => {
    withAggregator();
    const { status, stdout } = await snapshot();
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(
        `resources.jsonl: ${SUPPORTED.length} resources from AWS Config aggregator "organization" in eu-central-1.\n`,
      ),
    ]);
    const { source, resources } = written();
    expect(resources).toEqual(SUPPORTED);
    expect(source.blindSpots.join(" ")).toContain("AWS Config does not record these types: Aurora DSQL, ");
    expect(source.notSeen).toEqual([
      {
        accounts: [SECOND],
        regions: [HOME],
        why: "the aggregator's last update failed, so its list may be old",
      },
    ]);
    expect(live.double.callsTo("AssumeRole")).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["organization.yaml", "resources.jsonl"]);
  });

  test("names the accounts and Regions that the aggregator does not cover, and coverage repeats them", async () => {
    withAggregator([HOME]);
    live.double.state.inventory.unrecorded.add(`${FIRST} ${HOME}`);
    const { status, stdout } = await snapshot();
    expect(status).toBe(0);
    expect(written().source.notSeen).toEqual([
      { regions: ["us-east-1"], why: "the aggregator does not collect from there" },
      { accounts: [FIRST], regions: [HOME], why: "AWS Config has recorded nothing there" },
      expect.objectContaining({ accounts: [SECOND] }),
    ]);
    const name = ACCOUNTS.find(({ id }) => id === FIRST)?.name ?? "";
    const sentence = `Not read: ${name} in eu-central-1: AWS Config has recorded nothing there.`;
    expect(stdout).toContain(sentence);
    const coverage = ["coverage", "--org", at("organization.yaml"), "--resources", at("resources.jsonl")];
    const report = await runCli(...coverage, "--fail-on", "inventory-incomplete");
    expect([report.status, report.stdout.replaceAll(/\s+/g, " ")]).toEqual([
      2,
      expect.stringContaining(sentence),
    ]);
    const review = await runCli(
      ...["plan", "--org", at("organization.yaml"), "--resources", at("resources.jsonl")],
      ...["--move", `${name}=Root`, "--format", "json", "--fail-on", "none"],
    );
    const { findings } = JSON.parse(review.stdout) as {
      readonly findings: readonly { readonly rule: string; readonly message: string }[];
    };
    expect(findings.filter(({ rule }) => rule === "inventory-incomplete")).toHaveLength(3);
  });

  test("reads an organization-wide view of Resource Explorer, where there is no aggregator", async () => {
    withView();
    live.double.state.inventory.unindexed.add(`${FIRST} us-east-1`);
    const { status, stdout } = await snapshot();
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('from Resource Explorer view "all" in us-east-1.'),
    ]);
    const { source, resources } = written();
    const missing = (resource: object): boolean =>
      (resource as SeedResource).accountId === FIRST && (resource as SeedResource).region === "us-east-1";
    expect(resources).toEqual(SUPPORTED.filter((resource) => !missing(resource)));
    expect(source.notSeen).toEqual([
      { accounts: [FIRST], regions: ["us-east-1"], why: "Resource Explorer has no index there" },
    ]);
  });

  test("does not take tags that a view hides for tags that are not there", async () => {
    withView(false);
    expect(await snapshot()).toMatchObject({ status: 0 });
    const { source, resources } = written();
    expect(resources.every(({ tags }) => tags === undefined)).toBe(true);
    expect(source.blindSpots).toContain(
      "The view does not show tags: which tags resources have is not known.",
    );
  });

  test("says so where the indexes of accounts may not be listed", async () => {
    withView();
    live.double.faults.deny("resource-explorer-2:ListIndexesForMembers");
    expect(await snapshot()).toMatchObject({ status: 0 });
    expect(written().source.notSeen).toEqual([
      { why: expect.stringContaining("may not call resource-explorer-2:ListIndexesForMembers") as string },
    ]);
  });

  test("asks the Tagging API in each account and Region through the member role", async () => {
    const { status, stdout } = await snapshot("--member-role-name", ROLE);
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('from Resource Groups Tagging API, through the role "OrganizationAccou'),
    ]);
    const { source, resources } = written();
    expect(resources).toEqual(TAGGED);
    expect(source.notSeen).toBeUndefined();
    expect(source.blindSpots).toEqual([
      "The Tagging API lists resources that have or once had a tag: what was never tagged is missing.",
      "Only these Regions were read: eu-central-1, us-east-1.",
    ]);
    const pages = live.double.callsTo("GetResources");
    expect(new Set(pages.map(({ accountId, region }) => `${accountId} ${region}`)).size).toBe(
      ACTIVE.length * REGIONS.length,
    );
    expect(pages.length).toBe(ACTIVE.length * REGIONS.length + 2);
  });

  test("goes on without accounts that cannot be entered and Regions that are denied, and names them", async () => {
    live.double.faults.denyIn({ region: "us-east-1" }, "tag:GetResources");
    live.double.faults.denyIn({ accountId: FIRST }, "tag:GetResources");
    const { status } = await snapshot("--member-role-name", ROLE);
    expect(status).toBe(0);
    const { source, resources } = written();
    expect(resources).toEqual(
      TAGGED.filter((resource) => {
        const { accountId, region } = resource as SeedResource;
        return accountId !== FIRST && region === HOME;
      }),
    );
    expect(source.notSeen).toEqual([
      {
        accounts: [...ACTIVE].filter((id) => id !== FIRST).sort(),
        regions: ["us-east-1"],
        why: "tag:GetResources is denied",
      },
      { accounts: [FIRST], regions: REGIONS, why: "tag:GetResources is denied" },
    ]);
  });

  test("names accounts whose role cannot be assumed; the caller's own account takes no role", async () => {
    const { status } = await snapshot("--member-role-name", "NoSuchRole");
    expect(status).toBe(0);
    const { source, resources } = written();
    expect(new Set(resources.map(({ accountId }) => accountId))).toEqual(new Set([MANAGEMENT]));
    expect(source.notSeen).toEqual([
      {
        accounts: ACTIVE.filter((id) => id !== MANAGEMENT).sort(),
        regions: REGIONS,
        why: 'the role "NoSuchRole" cannot be assumed (sts:AssumeRole)',
      },
    ]);
  });

  test("is an error where no account can be read, and names the permission", async () => {
    live.double.faults.deny("tag:GetResources");
    const { status, stderr } = await snapshot("--member-role-name", ROLE);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("The resources of no account could be read: tag:GetResources is denied."),
    ]);
    expect(existsSync(at("resources.jsonl"))).toBe(false);
  });

  test("goes on where it was interrupted, and gives the same file as without an interruption", async () => {
    expect(await snapshot("--member-role-name", ROLE)).toMatchObject({ status: 0 });
    const whole = readFileSync(at("resources.jsonl"), "utf8");
    rmSync(at("resources.jsonl"));
    const expired = new AwsError("ExpiredTokenException", "The security token is expired");
    const before = live.double.callsTo("GetResources").length;
    const { faults } = live.double;
    // The second page of one account, when others are done already.
    faults.failNext(1, "tag:GetResources", new AwsError("InternalServiceException", "again", 500));
    faults.failNext(1, "tag:GetResources", expired);
    const failed = await snapshot("--member-role-name", ROLE);
    expect([failed.status, failed.stderr]).toEqual([1, expect.stringContaining("credentials have expired")]);
    expect(readdirSync(folder).sort()).toEqual(["organization.yaml", "organization.yaml.checkpoint"]);
    const between = live.double.callsTo("GetResources").length;
    expect(await snapshot("--member-role-name", ROLE)).toMatchObject({ status: 0 });
    expect(readFileSync(at("resources.jsonl"), "utf8")).toBe(whole);
    const answered = live.double
      .callsTo("GetResources")
      .slice(before, between)
      .filter(({ error }) => error === undefined);
    const after = live.double.callsTo("GetResources").slice(between);
    expect(after.length + answered.length).toBe(before);
  });

  test("begins a list anew whose token has expired, with every resource once", async () => {
    const expired = new AwsError("PaginationTokenExpiredException", "Token expired");
    const { faults } = live.double;
    faults.failNextMatching(
      ({ PaginationToken }) => typeof PaginationToken === "string",
      "tag:GetResources",
      expired,
    );
    expect(await snapshot("--member-role-name", ROLE)).toMatchObject({ status: 0, stderr: "" });
    const refused = live.double.callsTo("GetResources").filter(({ error }) => error !== undefined);
    expect(refused).toHaveLength(1);
    expect(written().resources).toEqual(TAGGED);
  });

  test("is paced where AWS throttles", async () => {
    withAggregator();
    live.double.faults.throttle({ rate: 40, burst: 2 }, "config:*");
    expect(await snapshot()).toMatchObject({ status: 0 });
    expect(written().resources).toEqual(SUPPORTED);
  });

  test("writes JSON too, by its name", async () => {
    withAggregator();
    const args = ["--out", at("o.yaml"), "--resources-out", at("r.json"), "--regions", REGIONS.join(",")];
    expect(await live.run("snapshot", ...args)).toMatchObject({ status: 0 });
    expect(written("r.json").resources).toEqual(SUPPORTED);
    expect(written("r.json").source).toMatchObject({
      format: expect.stringContaining("AWS Config") as string,
    });
  });

  test.each([
    [
      "aws-config",
      "The account of the caller has no AWS Config aggregator of the organization in eu-central-1.",
    ],
    ["resource-explorer", "no aggregator index of Resource Explorer with a view of the whole organization."],
    ["tagging-api", "The Tagging API is asked in every account: that takes --member-role-name."],
  ])("is an error where %s is asked for and cannot be used", async (from, message) => {
    const { status, stderr } = await snapshot("--resources-from", from);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  test("says what to do where there is no source", async () => {
    const { status, stderr } = await snapshot();
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("To ask every account takes --member-role-name.\nhint: "),
    ]);
  });

  test("warns of a source that it may not look for, and takes the next", async () => {
    withView();
    live.double.faults.deny("config:*");
    const { status, stderr } = await snapshot();
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /warning: .* may not call config:DescribeConfigurationAggregators: access denied\. Another source is used\./,
      ),
    ]);
  });

  test("refuses flags of resources without a file for them, and one file for both", async () => {
    const alone = await live.run("snapshot", "--out", at("o.yaml"), "--member-role-name", ROLE);
    expect([alone.status, alone.stderr]).toEqual([1, expect.stringContaining("they need --resources-out.")]);
    const same = await live.run("snapshot", "--out", at("o.yaml"), "--resources-out", at("o.yaml"));
    expect([same.status, same.stderr]).toEqual([1, expect.stringContaining("name the same file.")]);
  });
});

describe("the opt-in settings of a snapshot", () => {
  test("replace what coverage assumed", async () => {
    withAggregator();
    live.double.state.backup.region(MANAGEMENT, HOME).optIn.set("EBS", false);
    expect(await snapshot()).toMatchObject({ status: 0 });
    const { optIn } = readOrganizationFile(at("organization.yaml")).settings;
    expect(optIn?.[HOME]).toMatchObject({ EBS: false, RDS: true });
    const coverage = ["coverage", "--org", at("organization.yaml"), "--resources", at("resources.jsonl")];
    const { stdout } = await runCli(...coverage);
    expect(stdout).not.toContain("Assumed: the management account is opted in");
    expect(stdout).toContain("opt-in off in eu-central-1: EBS: ");
    const file = parse(readFileSync(at("organization.yaml"), "utf8")) as {
      readonly organization: { optIn?: object };
    };
    expect(Object.keys(file.organization.optIn ?? {})).toEqual([HOME, "eu-west-1", "us-east-1"]);
  });

  test("stand in a snapshot without resources where they are asked for", async () => {
    expect(await live.run("snapshot", "--out", at("o.yaml"), "--opt-in")).toMatchObject({ status: 0 });
    expect(readOrganizationFile(at("o.yaml")).settings.optIn).toBeDefined();
  });

  test("are left out with a warning that names the permission", async () => {
    live.double.faults.deny("backup:DescribeRegionSettings");
    const { status, stderr } = await live.run("snapshot", "--out", at("o.yaml"), "--opt-in");
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /warning: Left out the opt-in settings in eu-central-1: .*backup:DescribeRegionSettings/,
      ),
    ]);
    expect(readOrganizationFile(at("o.yaml")).settings.optIn).toBeUndefined();
  });
});
