import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import { terraformProvider } from "../../support/aws-double/client-configuration";
import type { Terraform, TerraformRun } from "../../support/terraform";
import { codeOf, hclText, jsonText, POLICY_MODULE } from "./code";
import type { Configuration } from "./configuration";
import { MANAGEMENT } from "./start";

export type Planned =
  { readonly ok: true; readonly json: string } | { readonly ok: false; readonly message: string };

/** One folder with one state, from which Terraform works on the double. */
export class Workspace {
  private readonly folder = mkdtempSync(join(tmpdir(), "random-changes-"));
  /** The modules that `terraform init` has seen. */
  private modules: string | undefined;

  constructor(
    private readonly terraform: Terraform,
    private readonly environment: Readonly<Record<string, string>>,
    double: AwsDouble,
  ) {
    const credentials = double.credentialsFor(MANAGEMENT);
    this.write("provider.tf.json", {
      terraform: {
        required_providers: { aws: { source: "hashicorp/aws", version: terraform.awsProviderVersion } },
      },
      provider: { aws: [terraformProvider(double.endpoint, credentials, "eu-central-1")] },
      data: { aws_caller_identity: { current: {} } },
    });
    mkdirSync(join(this.folder, "policy"));
    this.write(join("policy", "main.tf.json"), {
      terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
      ...POLICY_MODULE,
    });
  }

  async plan(configuration: Configuration): Promise<Planned> {
    const code = codeOf(configuration);
    const isJson = configuration.syntax === "json";
    writeFileSync(
      join(this.folder, isJson ? "main.tf.json" : "main.tf"),
      isJson ? jsonText(code) : hclText(code),
    );
    const modules = Object.keys(code.module).join(" ");
    if (this.modules !== modules) {
      const initialized = await this.run("init", "-no-color");
      if (initialized.status !== 0) {
        return { ok: false, message: initialized.stderr };
      }
      this.modules = modules;
    }
    const planned = await this.run("plan", "-no-color", "-out=plan.bin", ...configuration.flags);
    if (planned.status !== 0) {
      return { ok: false, message: planned.stderr };
    }
    const { stdout } = await this.run("show", "-json", "plan.bin");
    return { ok: true, json: stdout };
  }

  apply(): Promise<TerraformRun> {
    return this.run("apply", "-no-color", "plan.bin");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(...args: readonly string[]): Promise<TerraformRun> {
    return this.terraform.run(this.folder, args, this.environment);
  }

  private write(file: string, value: object): void {
    writeFileSync(join(this.folder, file), JSON.stringify(value));
  }
}
