import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { npmInstall, runIn, writeFiles } from "./consumer";
import { pack, ROOT } from "./packed";
import type { Packed } from "./packed";

const ORGANIZATION = join(ROOT, "stacks", "organization.yaml");

const app = (load: string): string => `
  ${load}
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  new BackupPolicy(stack, "daily", { content: { plans: {} }, targets: ["r-abcd"] });
  console.log(Object.keys(JSON.parse(Testing.synth(stack)).resource).join());`;
const expected = "aws_organizations_policy,aws_organizations_policy_attachment\n";

let packed: Packed;
/** An empty project into which the tarball is installed, without the optional peers. */
let project: string;

beforeAll(() => {
  packed = pack();
  project = mkdtempSync(join(tmpdir(), "project-"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
  npmInstall(project, ["--omit=peer", packed.tarball]);
});

function engineOf(folder: string): string | undefined {
  const { engines } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly engines?: { readonly node?: string };
  };
  return engines?.node;
}

function run(file: string, text: string): string {
  writeFileSync(join(project, file), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

describe("the package", () => {
  it("holds what is needed and nothing else", () => {
    const folders = new Set(packed.files.map((path) => path.split("/")[0]));
    expect([...folders].sort()).toEqual(
      ["LICENSE", "README.md", "SECURITY.md", "help", "lib", "package.json"].sort(),
    );
    expect(
      packed.files.filter((path) => /test|\.map$|tsbuildinfo/.test(path) && path.startsWith("lib/")),
    ).toEqual([]);
    // Recipes are taken from the repository, but for the one that init and adopt write.
    expect(packed.files.filter((path) => path.startsWith("help/recipes/"))).toEqual([
      "help/recipes/github-actions/review-backup-policies.yml",
    ]);
    expect(packed.files.filter((path) => /\.(png|svg|jpe?g|gif|webp)$/.test(path))).toEqual([]);
    expect(packed.packedBytes).toBeLessThan(600_000);
    expect(packed.unpackedBytes).toBeLessThan(2_400_000);
  });

  it("is read by package managers, Node and TypeScript as it is meant", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, "scripts", "check-package.mjs"), packed.tarball],
      { cwd: ROOT, encoding: "utf8" },
    );
    expect([status, stdout, stderr]).toEqual([0, "", ""]);
  });

  it("has a deep import for each construct, for each framework", () => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      readonly exports: Readonly<Record<string, { readonly default: string } | string>>;
    };
    const pages = readdirSync(join(ROOT, "help", "constructs")).map((page) => page.replace(/\.md$/, ""));
    for (const framework of ["constructs", "cdktn"]) {
      for (const page of pages) {
        expect(exports[`./${framework}/${page}`]).toEqual({
          types: `./lib/${framework}/${page}.d.ts`,
          default: `./lib/${framework}/${page}.js`,
        });
        expect(packed.files).toContain(`lib/${framework}/${page}.js`);
      }
    }
  });
});

describe("installed in an empty project without CDKTF and the bindings", () => {
  const bin = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(join(project, "node_modules", ".bin", "org-backup"), args, { cwd: project, encoding: "utf8" });

  it("has neither", () => {
    expect(readdirSync(join(project, "node_modules"))).not.toContain("cdktf");
    expect(readdirSync(join(project, "node_modules"))).not.toContain("@cdktf");
  });

  it("needs no newer Node.js than the package says", () => {
    const oldest = engineOf(join(project, "node_modules", "cdktf-org-backup"));
    expect(oldest).toBe(">=20.9");
    const lock = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
    };
    const demands = Object.entries(lock.packages).map(([path, { engines }]) => [path, engines?.node ?? "*"]);
    expect(demands.filter(([, range]) => !satisfies("20.9.0", range!))).toEqual([]);
  });

  it("runs the command line", () => {
    expect(bin("effective", "--org", ORGANIZATION, "--account", "payments-api-prod")).toMatchObject({
      status: 0,
    });
    expect(bin("help", "findings")).toMatchObject({ status: 0 });
    expect(bin("help", "Performance")).toMatchObject({
      status: 1,
      stderr:
        'error: The page "Performance" is not in the package.\nhint: Read help/performance.md in the repository of org-backup.\n',
    });
  });

  it("computes effective policies from CommonJS and from ESM", () => {
    const work = (read: string): string => `
      ${read}
      const organization = readOrganizationFile(${JSON.stringify(ORGANIZATION)});
      const policies = EffectivePolicies.compute(organization, new Date("2026-01-01T00:00:00Z"));
      console.log(policies.distinct().size > 1, organization.accounts.length);`;
    const names = "{ EffectivePolicies, readOrganizationFile }";
    const expected = "true 26\n";
    expect(run("planner.cjs", work(`const ${names} = require("cdktf-org-backup");`))).toBe(expected);
    expect(run("planner.mjs", work(`import ${names} from "cdktf-org-backup";`))).toBe(expected);
  });
});

/** The framework as it is in the repository: what the package managers put together is this package alone. */
const LINKED_PEERS = Object.fromEntries(
  ["cdktf", "@cdktf/provider-aws", "constructs"].map((peer) => [
    peer,
    `link:${join(ROOT, "node_modules", peer)}`,
  ]),
);

describe.each([
  // Releases that run on the oldest Node.js that the package takes.
  ["pnpm", "pnpm@9.15.9", ["install", "--ignore-scripts", "--prefer-offline", "--strict-peer-dependencies"]],
  ["Yarn 1", "yarn@1.22.22", ["install", "--ignore-scripts", "--prefer-offline", "--no-progress"]],
])("installed with %s", (name, manager, args) => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "managed-"));
    const tools = mkdtempSync(join(tmpdir(), "manager-"));
    npmInstall(tools, [manager]);
    writeFiles(folder, {
      "package.json": JSON.stringify({
        name: "managed",
        private: true,
        dependencies: { "cdktf-org-backup": `file:${packed.tarball}`, ...LINKED_PEERS },
      }),
    });
    runIn(folder, join(tools, "node_modules", ".bin", name === "pnpm" ? "pnpm" : "yarn"), ...args);
  });

  it("runs the command line and synthesizes", () => {
    const shown = runIn(
      folder,
      "org-backup",
      "effective",
      "--org",
      ORGANIZATION,
      "--account",
      "payments-api-prod",
    );
    expect(shown).toContain("schedule_expression: cron(0 5 ? * * *)");
    writeFiles(folder, {
      "app.cjs": app(`
        const { TerraformStack, Testing } = require("cdktf");
        const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
        const { BackupPolicy } = require("cdktf-org-backup/constructs");`),
    });
    expect(runIn(folder, process.execPath, "app.cjs")).toBe(expected);
  });
});

describe("installed beside CDKTF", () => {
  beforeAll(() => {
    for (const peer of ["cdktf", "@cdktf/provider-aws", "constructs"]) {
      const link = join(project, "node_modules", peer);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", peer), link);
    }
  });

  it.each(["cdktf-org-backup/constructs", "cdktf-org-backup/constructs/backup-policy"])(
    "synthesizes with %s from CommonJS",
    (path) => {
      const load = `
        const { TerraformStack, Testing } = require("cdktf");
        const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
        const { BackupPolicy } = require("${path}");`;
      expect(run("app.cjs", app(load))).toBe(expected);
    },
  );

  it("synthesizes from ESM", () => {
    const load = `
      import { TerraformStack, Testing } from "cdktf";
      import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
      import { BackupPolicy } from "cdktf-org-backup/constructs/backup-policy";`;
    expect(run("app.mjs", app(load))).toBe(expected);
  });
});
