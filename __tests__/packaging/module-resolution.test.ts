import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CDKTF_TEMPLATE, consumerProject, runIn } from "./consumer";

const templateConfig = readFileSync(join(CDKTF_TEMPLATE, "tsconfig.json"), "utf8");

/** The app of `cdktf init` with the imports that the guide shows. */
function app(provider: string): string {
  return `
import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "${provider}";
import { backupPolicy, dailyPlan, days, selectTag } from "cdktf-org-backup";
import { BackupPolicy } from "cdktf-org-backup/constructs";
import { BackupPolicy as Deep } from "cdktf-org-backup/constructs/backup-policy";
import type { Construct } from "constructs";

class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    new BackupPolicy(this, "daily", {
      targets: ["r-abcd"],
      content: backupPolicy({
        plans: {
          daily: dailyPlan({
            at: "03:00",
            retention: days(35),
            regions: ["eu-central-1"],
            select: selectTag("backup", ["daily"], { role: "Backup" }),
          }),
        },
      }),
    });
    new Deep(this, "raw", { targets: ["r-abcd"], content: '{"plans":{}}' });
  }
}

const app = new App();
new MyStack(app, "app");
app.synth();
`;
}

const COMMONJS_PROVIDER = "@cdktf/provider-aws/lib/provider";
/** Node.js finds no folders from ES modules. */
const ESM_PROVIDER = "@cdktf/provider-aws/lib/provider/index.js";

interface Setting {
  readonly typescript: "5.9" | "7";
  /** In the words of TypeScript. */
  readonly module: string;
  readonly moduleResolution?: string;
  readonly type: "commonjs" | "module";
}

const SETTINGS: readonly (readonly [name: string, Setting])[] = [
  ["TypeScript 5.9, node16, CommonJS", { typescript: "5.9", module: "Node16", type: "commonjs" }],
  ["TypeScript 5.9, node16, ES modules", { typescript: "5.9", module: "Node16", type: "module" }],
  [
    "TypeScript 5.9, bundler",
    { typescript: "5.9", module: "ESNext", moduleResolution: "bundler", type: "module" },
  ],
  ["TypeScript 7, nodenext, ES modules", { typescript: "7", module: "NodeNext", type: "module" }],
  [
    "TypeScript 7, bundler",
    { typescript: "7", module: "ESNext", moduleResolution: "bundler", type: "module" },
  ],
];

const COMPILER = { "5.9": "typescript", "7": "typescript7" } as const;

let folder: string;

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function typeCheck(typescript: Setting["typescript"]): void {
  const compiler = join(folder, "node_modules", COMPILER[typescript]);
  expect(JSON.parse(readFileSync(join(compiler, "package.json"), "utf8"))).toMatchObject({
    version: expect.stringMatching(`^${typescript.replace(".", "\\.")}`) as unknown,
  });
  runIn(folder, process.execPath, join(compiler, "bin", "tsc"), "-p", "tsconfig.json", "--noEmit");
}

describe("an app of `cdktf init` with the documented imports", () => {
  beforeEach(() => {
    folder = consumerProject({
      "package.json": JSON.stringify({ name: "app", private: true }),
      "tsconfig.json": templateConfig,
      "main.ts": app(COMMONJS_PROVIDER),
    });
  });

  it("compiles with TypeScript 5.9, which resolves modules the classic way there, and synthesizes", () => {
    typeCheck("5.9");
    runIn(folder, "ts-node", "main.ts");
    expect(existsSync(join(folder, "cdktf.out", "stacks", "app", "cdk.tf.json"))).toBe(true);
  });

  it("compiles with TypeScript 7", () => {
    typeCheck("7");
  });
});

describe("the documented imports", () => {
  it.each(SETTINGS)("compile with %s", (_name, { typescript, module, moduleResolution, type }) => {
    folder = consumerProject({
      "package.json": JSON.stringify({ name: "app", private: true, type }),
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          target: "ES2022",
          module,
          ...(moduleResolution === undefined ? {} : { moduleResolution }),
          strict: true,
          skipLibCheck: true,
          types: ["node"],
        },
        include: ["main.ts"],
      }),
      "main.ts": app(type === "module" ? ESM_PROVIDER : COMMONJS_PROVIDER),
    });
    typeCheck(typescript);
  });
});
