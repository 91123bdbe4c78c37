import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GithubDouble, TOKEN } from "../comment/support/github-double";
import { writeFiles } from "../packaging/consumer";
import { inheritLevels } from "../support/aws-double/effective/inherit";
import { exampleSeed, LiveDouble, MANAGEMENT } from "../support/live-double";
import { describeWithTerraform } from "../support/terraform";
import { recipeText, scriptOf, workflow } from "./support/recipe";
import { Workshop } from "./support/workshop";
import type { ScriptRun } from "./support/workshop";

// Installations, shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

const NAME = "github-actions/verify-backup-policies.yml";
const recipe = workflow(NAME);
const job = recipe.jobs.verify!;

/** The example with a policy without Regions on the sandbox, which AWS withholds. */
function withInvalid(): NonNullable<Parameters<typeof LiveDouble.start>[0]> {
  const seed = exampleSeed();
  const rules = { nightly: { target_backup_vault_name: { "@@assign": "Default" } } };
  const selections = {
    tags: {
      all: {
        iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/r" },
        tag_key: { "@@assign": "backup" },
        tag_value: { "@@assign": ["yes"] },
      },
    },
  };
  const id = "p-zzzzzzzz01";
  return {
    seed: {
      ...seed,
      policies: [
        ...(seed.policies ?? []),
        { id, name: "by hand", content: { plans: { broken: { rules, selections } } } },
      ],
      attachments: [...(seed.attachments ?? []), { targetId: "ou-nw01-sandbox0", policyIds: [id] }],
    },
    effectivePolicy: (levels) => {
      const result = inheritLevels(levels);
      const error = {
        code: "KEY_REQUIRED",
        message: "'regions' is missing",
        path: "plans/broken",
        policies: [id],
      };
      return JSON.stringify(result.policy).includes("broken") ? { ...result, errors: [error] } : result;
    },
  };
}

describe("the recipe that verifies", () => {
  let github: GithubDouble;
  let workshop: Workshop;

  beforeEach(async () => {
    github = new GithubDouble();
    await github.start();
    workshop = new Workshop();
    workshop.write("summary.md", "");
  });

  afterEach(() => github.stop());

  /** Both steps, as long as the first one succeeds. */
  async function run(live: LiveDouble): Promise<ScriptRun> {
    const { accessKeyId } = live.double.credentialsFor(MANAGEMENT);
    const script = scriptOf(job, "Verify").replace("--wait 60 ", "");
    const verified = await workshop.run(script, {
      ...live.environment(accessKeyId),
      AWS_ENDPOINT_URL: live.double.endpoint,
      GITHUB_STEP_SUMMARY: workshop.path("summary.md"),
    });
    return verified.status !== 0
      ? verified
      : workshop.run(scriptOf(job, "Issue"), {
          GITHUB_TOKEN: TOKEN,
          GITHUB_API_URL: github.origin,
          GITHUB_REPOSITORY: "nordwind/platform",
          GITHUB_REF: "refs/heads/main",
        });
  }

  async function withAws<Result>(
    options: Parameters<typeof LiveDouble.start>[0],
    use: (live: LiveDouble) => Promise<Result>,
  ): Promise<Result> {
    const live = await LiveDouble.start(options);
    try {
      return await use(live);
    } finally {
      await live.stop();
    }
  }

  const open = (): readonly string[] =>
    github.issues.filter(({ state }) => state === "open").map(({ body }) => body);

  it("opens one issue on drift, keeps it, and closes it when the drift is gone", async () => {
    const seed = exampleSeed();
    const policies = JSON.stringify(seed.policies).replaceAll('"35"', '"7"');
    const drift = { seed: { ...seed, policies: JSON.parse(policies) as NonNullable<typeof seed.policies> } };
    expect(await withAws(drift, run)).toEqual({
      status: 0,
      output: "Issue created: https://github.example/nordwind/platform/issues/11\n",
    });
    expect(open()).toEqual([expect.stringContaining("The organization file is out of date")]);
    expect((await withAws(drift, run)).output).toContain("Issue is up to date");
    expect(workshop.read("summary.md")).toContain("out of date");
    expect((await withAws({}, run)).output).toContain("Issue closed");
    expect(open()).toEqual([]);
    expect((await withAws({}, run)).output).toContain("Nothing is wrong and no issue is open");
    expect(github.issues).toHaveLength(1);
  });

  it("opens one while AWS calls an effective policy invalid, although that was predicted", async () => {
    await withAws(withInvalid(), async (live) => {
      await live.run("snapshot", "--out", workshop.path("stacks/organization.yaml"));
      expect((await run(live)).output).toContain("Issue created");
    });
    expect(open()).toEqual([expect.stringContaining("invalid and withholds it")]);
  });

  it("neither opens nor closes one where AWS cannot be asked", async () => {
    github.addIssue("<!-- org-backup:verify -->\nearlier");
    await withAws({}, async (live) => {
      live.double.faults.deny("organizations:ListAccountsWithInvalidEffectivePolicy");
      const partly = await run(live);
      expect([partly.status, partly.output]).toEqual([1, expect.stringContaining("says nothing about some")]);
      live.double.faults.deny("organizations:DescribeEffectivePolicy");
      expect((await run(live)).status).toBe(1);
    });
    expect(open()).toEqual(["<!-- org-backup:verify -->\nearlier"]);
  });

  it("may write issues, and nothing else", () => {
    expect(job.permissions).toEqual({ contents: "read", "id-token": "write", issues: "write" });
    expect(Object.keys(recipe.on)).toEqual(["schedule", "repository_dispatch", "workflow_dispatch"]);
  });
});

/** The example of AWS's guide, as EventBridge wraps what CloudTrail records. */
const EVENT = {
  "detail-type": "AWS Service Event via CloudTrail",
  source: "aws.organizations",
  account: "111111111111",
  region: "us-east-1",
  detail: {
    eventSource: "organizations.amazonaws.com",
    eventName: "EffectivePolicyValidation",
    eventType: "AwsServiceEvent",
    readOnly: true,
    serviceEventDetails: { accountId: "222222222222", policyType: "BACKUP_POLICY", state: "INVALID" },
  },
};

/** Whether EventBridge lets an event through: of the pattern language, lists of texts alone. */
function matches(pattern: unknown, value: unknown): boolean {
  return Array.isArray(pattern)
    ? pattern.includes(value)
    : Object.entries(pattern as object).every(([key, inner]) =>
        matches(inner, (value as Readonly<Record<string, unknown>> | undefined)?.[key]),
      );
}

interface Planned {
  readonly planned_values: {
    readonly root_module: {
      readonly resources: readonly {
        readonly type: string;
        readonly values: Readonly<Record<string, unknown>>;
      }[];
    };
  };
}

describeWithTerraform("what carries the event to GitHub", (terraform) => {
  let plan: Planned["planned_values"]["root_module"]["resources"];

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "effective-policy-event-"));
    writeFiles(folder, {
      "event.tf": recipeText("github-actions/effective-policy-event.tf"),
      "provider.tf": `terraform {
        required_providers { aws = { source = "hashicorp/aws", version = "${terraform.awsProviderVersion}" } }
      }
      provider "aws" {
        region                      = "us-east-1"
        access_key                  = "a"
        secret_key                  = "a"
        skip_credentials_validation = true
        skip_requesting_account_id  = true
        skip_metadata_api_check     = true
      }`,
    });
    await terraform.mustRun(folder, ["init"]);
    await terraform.mustRun(folder, ["validate"]);
    const variables = ["-var=repository=nordwind/platform", "-var=token=github_pat_1"];
    await terraform.mustRun(folder, ["plan", "-out=tfplan", ...variables]);
    const { stdout } = await terraform.mustRun(folder, ["show", "-json", "tfplan"]);
    plan = (JSON.parse(stdout) as Planned).planned_values.root_module.resources;
  });

  const valuesOf = (type: string): Readonly<Record<string, unknown>> =>
    plan.find((resource) => resource.type === `aws_${type}`)?.values ?? {};

  it("matches the event for backup policies, invalid or valid again, and no other", () => {
    const pattern = JSON.parse(valuesOf("cloudwatch_event_rule").event_pattern as string) as unknown;
    const event = (change: object): object => ({
      ...EVENT,
      detail: { ...EVENT.detail, serviceEventDetails: { ...EVENT.detail.serviceEventDetails, ...change } },
    });
    expect(matches(pattern, EVENT)).toBe(true);
    expect(matches(pattern, event({ state: "VALID" }))).toBe(true);
    expect(matches(pattern, event({ policyType: "TAG_POLICY" }))).toBe(false);
    expect(matches(pattern, { ...EVENT, detail: { eventName: "AttachPolicy" } })).toBe(false);
    // The event is read-only, and a rule that is only ENABLED gets no such events of CloudTrail.
    expect(valuesOf("cloudwatch_event_rule").state).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
  });

  it("sends what starts the workflow", () => {
    const [transformer] = valuesOf("cloudwatch_event_target").input_transformer as readonly {
      readonly input_paths: Readonly<Record<string, string>>;
      readonly input_template: string;
    }[];
    const { input_paths: paths, input_template: template } = transformer!;
    const body = template.replaceAll(/<(\w+)>/g, (_whole, name: string) => {
      const keys = (paths[name] ?? "").replace(/^\$\./, "").split(".");
      return String(keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], EVENT));
    });
    expect(JSON.parse(body)).toEqual({
      event_type: "effective-policy-validation",
      client_payload: { account: "222222222222", state: "INVALID" },
    });
    expect(recipe.on.repository_dispatch).toEqual({ types: ["effective-policy-validation"] });
    expect(valuesOf("cloudwatch_event_api_destination")).toMatchObject({
      http_method: "POST",
      invocation_endpoint: "https://api.github.com/repos/nordwind/platform/dispatches",
    });
  });
});
