import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as library from "../../src/index";
import type { Connection, Live } from "../../src/index";
import { BackupEnvironment } from "../../src/organization/backup-environment";
import { MANAGEMENT } from "../support/live-double";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { planJson } from "../run-task/support/plan-json";

const FILE = join("stacks", "organization.yaml");
const AT = new Date("2026-01-15T10:00:00Z");
const ACCOUNT = "100000000001";

export const DOCUMENT = {
  plans: {
    daily: {
      regions: { "@@assign": ["us-east-1"] },
      rules: {
        nightly: {
          schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
          target_backup_vault_name: { "@@assign": "Default" },
          lifecycle: { delete_after_days: { "@@assign": "35" } },
        },
      },
      selections: {
        tags: {
          all: {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupRole" },
            tag_key: { "@@assign": "backup" },
            tag_value: { "@@assign": ["yes"] },
          },
        },
      },
    },
  },
};

export type ArgumentTable = Readonly<Record<string, readonly unknown[]>>;

/**
 * Arguments with which each function of the library works, by the name under which its signature is kept. What
 * talks to AWS gets the connection that is open, and what opens one gets `connection`.
 */
export async function validArguments(
  folder: string,
  live: Live,
  connection: Connection,
): Promise<ArgumentTable> {
  const organization = library.readOrganizationFile(FILE);
  const policies = library.EffectivePolicies.compute(organization, AT);
  const accounts = [ACCOUNT];
  const text = { style: library.styleFor(false), width: 80 };
  const whatIf = [{ kind: "move", account: "payments-api-prod", target: "Root" }] as const;
  const { review } = library.reviewChange({ organization, whatIf, at: AT });
  const change = library.readChange({ organization, whatIf, at: AT });
  const after = library.EffectivePolicies.compute(change.after, AT);
  const levels = library.inheritanceLevels(organization, ACCOUNT);
  const explained = library.explain({ organization, account: ACCOUNT, at: AT });
  const plan = library.backupPlansOf({
    plans: {
      daily: {
        regions: ["us-east-1"],
        rules: {
          nightly: {
            schedule_expression: "cron(0 5 ? * * *)",
            target_backup_vault_name: "Default",
            lifecycle: { delete_after_days: "35" },
          },
        },
        selections: {
          tags: {
            all: {
              iam_role_arn: "arn:aws:iam::$account:role/BackupRole",
              tag_key: "backup",
              tag_value: ["yes"],
            },
          },
        },
      },
    },
  })[0]!;
  const kind = library.RESOURCE_KINDS[0]!;
  const resource = {
    arn: `arn:aws:ec2:eu-central-1:${ACCOUNT}:volume/vol-1`,
    accountId: ACCOUNT,
    region: "eu-central-1",
    tags: { backup: "yes" },
  };
  const criteria = { resources: ["*"], notResources: [], tags: [], conditions: [] };
  const resources = join(folder, "resources.csv");
  writeFileSync(resources, `arn\n${resource.arn}\n`);
  const state = join(folder, "terraform.tfstate");
  writeFileSync(state, '{"version":4,"terraform_version":"1.11.4","resources":[]}');
  const planFile = join(folder, "plan.json");
  writeFileSync(planFile, planJson("14"));
  const directory = synthesizedFixture({ s: { json: {} } });
  const declared = library.readSynthesized(directory);
  const jobs = {
    now: AT,
    window: { since: new Date("2026-01-14T10:00:00Z"), until: AT },
    selection: {},
    limit: 10,
    organization,
  };
  const counts = { now: AT, days: 7 } as const;
  const verify = { file: FILE, waitSeconds: 0, now: () => AT, accounts };
  const preflight = { file: FILE, sample: 1, now: () => AT };
  const jobsReport = await library.prepareJobs(jobs)(live);
  const { verification } = await library.prepareVerify(verify)(live);
  const checks = await library.preparePreflight(preflight)(live);
  const countsReport = await library.jobCounts(live, counts);
  const coverageRequest = { organization, at: AT, accounts };
  const coverage = library.coverage(coverageRequest);
  const timetable = library.timetableOf(policies, accounts, AT, 3);
  const validated = library.validate({ files: [file(folder)], at: AT });
  const policy = library.backupPolicyFromJson(DOCUMENT);
  const rule = { retention: library.days(35) };
  const selection = library.selectTag("backup", "yes");
  const built = { ...rule, at: "05:00", regions: ["us-east-1"], select: selection };
  const finding = {
    rule: "control-without-effect",
    severity: "warning",
    message: "m",
    path: "",
    accounts: [],
    policies: [],
    hint: "h",
  };
  return {
    "new OrgBackupError": ["input", "message", { hint: "hint" }],
    minifyPolicy: [DOCUMENT],
    parsePolicyDocument: [JSON.stringify(DOCUMENT), "json"],
    policyDocumentFromValue: [DOCUMENT, undefined],
    parseSchedule: ["cron(0 5 ? * * *)"],
    validatePolicy: [library.policyDocumentFromValue(DOCUMENT), { at: AT }],
    validatePolicyText: [JSON.stringify(DOCUMENT), { at: AT, format: "json" }],
    capability: [kind, "continuous"],
    copyCapability: [kind, { fromRegion: "us-east-1", toRegion: "eu-west-1", isOtherAccount: false }],
    needsOptIn: [kind, "type"],
    optInAllows: [kind, "type", { origin: "policy", managementAccount: {}, account: {} }],
    availability: [kind, "us-east-1"],
    regionOffers: ["us-east-1", "scan"],
    kindsOfWord: ["EBS"],
    resourceKind: [kind.id],
    ruleEffect: [plan, plan.rules[0], kind, "us-east-1", ACCOUNT],
    reachableKinds: [plan.selections[0]],
    selectsResource: [criteria, resource],
    typeOfResource: [resource.arn],
    backupPlansOf: [DOCUMENT],
    explainSettings: [levels, ""],
    inventoryOf: ["resources", [resource]],
    "EffectivePolicies.compute": [organization, AT, { accountIds: accounts }],
    inheritanceLevels: [organization, ACCOUNT],
    "Organization.create": [organization.data],
    policyInForce: [ACCOUNT, policies, policies],
    coverageOf: [policies, accounts, AT],
    review: [policies, { after, ...change.facts }, { at: AT }],
    timetableOf: [policies, accounts, AT, 3],
    "new ResourceMatcher": [policies, { optIn: new Map() }],
    "new ResourceTally": [],
    fold: [organization, BackupEnvironment.UNKNOWN, { steps: [], milestones: [] }, { at: AT }],
    declaredChange: [organization, declared, undefined],
    readGuardrails: ["help/starter/backup-guardrails.yaml"],
    readInventory: [resources],
    readOrganizationFile: [FILE],
    readOrganizationText: ["organization.yaml", library.organizationFileText(organization.data, "yaml")],
    readSynthesized: [directory],
    readTerraformPlans: [[planFile]],
    readTerraformStateOrders: [state],
    organizationFileText: [organization.data, "yaml", "comment"],
    accountAskedFor: [organization, ACCOUNT],
    accountsAskedFor: [organization, accounts],
    adopt: [organization, { from: FILE, region: "eu-central-1", manageOrganization: false, at: AT }],
    coverage: [coverageRequest],
    resourceCoverage: [{ ...coverageRequest, resources: [resources] }],
    effective: [coverageRequest],
    explain: [{ organization, account: ACCOUNT, at: AT, path: "plans" }],
    jobCounts: [live, counts],
    prepareJobs: [jobs],
    "prepareJobs()": [live],
    withConnection: [connection, () => Promise.resolve(1)],
    preparePreflight: [preflight],
    "preparePreflight()": [live],
    readChange: [{ organization, whatIf, at: AT }],
    readOrganizationNow: [live, { takenAt: AT }],
    reviewChange: [{ organization, whatIf, at: AT }],
    reviewPlanText: [{ plan: planJson("14"), organization, at: AT }],
    schedule: [{ organization, at: AT, runs: 2, accounts }],
    prepareSnapshot: [{ file: join(folder, "snapshot.yaml"), now: AT }, () => undefined],
    validate: [{ files: [file(folder)], at: AT }],
    prepareVerify: [verify],
    "prepareVerify()": [live],
    coverageJson: [coverage],
    coverageText: [coverage, text],
    resourceCoverageCsv: [],
    resourceCoverageHtml: [],
    resourceCoverageJson: [],
    resourceCoverageText: [text],
    effectiveJson: [policies, accounts, []],
    effectiveText: [policies, accounts, text],
    explainJson: [organization, explained],
    explainText: [organization, explained, text],
    reviewHtml: [review, policies, after, { at: AT }],
    jobCountsText: [countsReport, text],
    jobsHtml: [jobsReport],
    jobCountsJson: [countsReport],
    jobsJson: [jobsReport],
    jobsText: [jobsReport, text],
    preflightJson: [checks],
    preflightText: [checks, text],
    reviewGithub: [review, () => undefined],
    reviewJson: [review, after],
    reviewJunit: [review, { failOn: "error" }],
    reviewMarkdown: [review, {}],
    reviewSarif: [review, () => undefined, {}],
    reviewText: [review, text],
    scheduleJson: [timetable],
    scheduleText: [timetable, text],
    styleFor: [true],
    validationJson: [validated],
    validationSarif: [validated],
    validationText: [validated, text],
    verifyJson: [verification, policies],
    verifyText: [verification, policies, text],
    "new AuthoredPolicy": [policy.source, [finding], false],
    backupPolicy: [{ plans: { daily: { regions: ["us-east-1"] } } }],
    backupPolicyFromJson: [DOCUMENT],
    airGappedVaultArn: ["vault", "aws"],
    backupRoleArn: ["BackupRole", "aws"],
    copyVaultArn: [{ region: "us-east-1", vault: "Default", account: MANAGEMENT }],
    copyTo: [{ region: "us-east-1", vault: "Default" }, { retention: library.days(35) }],
    copyToRegions: [["us-east-1"], { vault: "Default", retention: { retention: library.days(35) } }],
    dailyPlan: [built],
    monthlyPlan: [{ ...built, on: 1 }],
    weeklyPlan: [{ ...built, on: "MON" }],
    yearlyPlan: [{ ...built, month: "JAN", on: 1 }],
    backupRule: ["cron(0 5 ? * * *)", rule],
    dailyRule: [{ ...rule, at: "05:00" }],
    monthlyRule: [{ ...rule, at: "05:00", on: 1 }],
    weeklyRule: [{ ...rule, at: "05:00", on: "MON" }],
    yearlyRule: [{ ...rule, at: "05:00", month: "JAN", on: 1 }],
    selectAny: [selection, library.selectTag("other", "yes", { name: "other" })],
    selectResources: [["EBS"], { except: ["S3"] }],
    selectTag: ["backup", ["yes"], { role: "BackupRole", name: "all" }],
    tags: [{ owner: "x" }],
    whereTag: [{ equals: { team: "x" } }],
    allowChildren: [{ regions: ["us-east-1"] }, ["assign"]],
    lock: [{ regions: ["us-east-1"] }, ["none"]],
    json: [DOCUMENT],
    append: [["us-east-1"]],
    assign: [["us-east-1"]],
    remove: [["us-east-1"]],
    authorExpression: [DOCUMENT, { indent: "", used: 0, after: 0 }],
    authorSource: [DOCUMENT, { name: "policy" }],
    constantName: ["a policy"],
    "AwsCron.of": [{ minute: "0", hour: "5" }],
    "AwsCron.daily": ["05:00"],
    "AwsCron.weekly": ["MON", "05:00"],
    "AwsCron.monthly": [1, "05:00"],
    "AwsCron.yearly": ["JAN", 1, "05:00"],
    "AwsCron.everyHours": [6],
    hours: [1],
    minutes: [60],
    days: [35],
    weeks: [5],
    years: [1],
  };
}

function file(folder: string): string {
  const path = join(folder, "policy.json");
  writeFileSync(path, JSON.stringify(DOCUMENT));
  return path;
}
