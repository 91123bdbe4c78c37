import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StacksConfig } from "../../stacks/config";
import { buildApp } from "../../stacks/build-app";
import type { AwsDouble } from "../support/aws-double/aws-double";
import { environment } from "../support/aws-double/client-configuration";
import type { Terraform, TerraformRun } from "../support/terraform";

const ROOT = join(__dirname, "..", "..");

export type StackName = "organization" | "member-accounts" | "backup-policies" | "reporting";

/** What a plan changes: addresses without their stack, by action. */
export type Changes = Readonly<Record<string, readonly string[]>>;

/** The stacks of this repository in a folder of their own, deployed to a double. */
export class Deployment {
  readonly folder = mkdtempSync(join(tmpdir(), "deployment-"));
  private readonly environment: Readonly<Record<string, string>>;

  constructor(
    private readonly terraform: Terraform,
    double: AwsDouble,
    private config: Omit<StacksConfig, "backend" | "awsProviderVersion">,
    accountId = "111111111111",
  ) {
    this.environment = environment(double.endpoint, double.credentialsFor(accountId), config.homeRegion);
  }

  /** Changes the configuration for what comes next. */
  configure(changes: Partial<StacksConfig>): void {
    this.config = { ...this.config, ...changes };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes all stacks, in this process. */
  synthesize(): void {
    buildApp({ ...this.fullConfig(), outdir: join(this.folder, "out") }).synth();
  }

  /** Applies stacks one after the other. */
  async apply(...stacks: readonly StackName[]): Promise<void> {
    for (const stack of stacks) {
      await this.initialized(stack);
      await this.run(stack, "apply", "-auto-approve");
    }
  }

  async destroy(...stacks: readonly StackName[]): Promise<void> {
    for (const stack of stacks) {
      await this.run(stack, "destroy", "-auto-approve");
    }
  }

  /** What the next apply of a stack would change. */
  async changes(stack: StackName): Promise<Changes> {
    await this.initialized(stack);
    await this.run(stack, "plan", "-out=plan.bin");
    const { stdout } = await this.run(stack, "show", "-json", "plan.bin");
    const { resource_changes: all = [] } = JSON.parse(stdout) as {
      readonly resource_changes?: readonly {
        readonly address: string;
        readonly change: { readonly actions: readonly string[] };
      }[];
    };
    const found: Record<string, string[]> = {};
    for (const { address, change } of all) {
      const action = change.actions.join(" and ");
      if (action !== "no-op" && action !== "read") {
        (found[action] ??= []).push(address);
      }
    }
    return found;
  }

  /** A plan that fails: what Terraform says. */
  async refusedPlan(stack: StackName): Promise<string> {
    await this.initialized(stack);
    const { status, stderr } = await this.terraform.run(
      this.folderOf(stack),
      ["plan", "-no-color"],
      this.environment,
    );
    expect(status).toBe(1);
    return stderr.replaceAll(/\n/g, " ").replaceAll(/\s+/g, " ");
  }

  async validate(stack: StackName): Promise<TerraformRun> {
    await this.initialized(stack);
    return this.terraform.run(this.folderOf(stack), ["validate", "-no-color"], this.environment);
  }

  /** Runs the real `cdktf`, which synthesizes with {@link file://./app.ts} and runs the real Terraform. */
  async cdktf(...args: readonly string[]): Promise<string> {
    const config = join(this.folder, "config.json");
    const tsx = join(ROOT, "node_modules", "tsx", "dist", "loader.mjs");
    const app = join(__dirname, "app.ts");
    writeFileSync(config, JSON.stringify(this.fullConfig()));
    writeFileSync(
      join(this.folder, "cdktf.json"),
      JSON.stringify({
        language: "typescript",
        app: `node --import ${tsx} ${app}`,
        output: "out",
        sendCrashReports: "false",
      }),
    );
    // Writes the configuration of the mirror, which cdktf passes on to Terraform.
    await this.terraform.run(this.folder, ["version"]);
    const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF|CDKTF|npm)_/.test(name));
    const child = spawn(join(ROOT, "node_modules", ".bin", "cdktf"), [...args], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...Object.fromEntries(inherited),
        ...this.environment,
        HOME: this.folder,
        E2E_CONFIG: config,
        AWS_EC2_METADATA_DISABLED: "true",
        CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
        CHECKPOINT_DISABLE: "1",
        CI: "1",
        FORCE_COLOR: "0",
        TF_CLI_CONFIG_FILE: join(this.folder, ".terraformrc"),
      },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise((resolve) => child.once("close", resolve));
    // eslint-disable-next-line no-control-regex
    const text = output.replaceAll(/\u001b\[[0-9;]*m/g, "");
    if (status !== 0) {
      throw new Error(`cdktf ${args.join(" ")} ended with ${String(status)}\n${text}`);
    }
    return text;
  }

  /** What a stack keeps in its state. */
  state(stack: StackName): string {
    return readFileSync(join(this.folder, `terraform.${stack}.tfstate`), "utf8");
  }

  private fullConfig(): StacksConfig {
    return {
      ...this.config,
      backend: { kind: "local", directory: this.folder },
      awsProviderVersion: this.terraform.awsProviderVersion,
    };
  }

  private folderOf(stack: StackName): string {
    return join(this.folder, "out", "stacks", stack);
  }

  private async initialized(stack: StackName): Promise<void> {
    if (!existsSync(join(this.folderOf(stack), ".terraform"))) {
      await this.run(stack, "init");
    }
  }

  private async run(stack: StackName, ...args: readonly string[]): Promise<TerraformRun> {
    return this.terraform.mustRun(
      this.folderOf(stack),
      [...args, ...(args[0] === "show" ? [] : ["-no-color"])],
      this.environment,
    );
  }
}
