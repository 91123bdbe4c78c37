import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import { terraformProvider } from "../../support/aws-double/client-configuration";
import type { Terraform } from "../../support/terraform";

/** A folder with code that the real Terraform plans and applies against the AWS double. */
export class TerraformProject {
  readonly folder = mkdtempSync(join(tmpdir(), "terraform-project-"));

  constructor(
    private readonly terraform: Terraform,
    private readonly double: AwsDouble,
  ) {}

  /** Writes code in Terraform's JSON syntax. */
  write(code: object): void {
    const { endpoint } = this.double;
    const credentials = this.double.credentialsFor("111111111111");
    const version = this.terraform.awsProviderVersion;
    const whole = {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } },
      provider: { aws: [terraformProvider(endpoint, credentials)] },
      ...code,
    };
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(whole));
  }

  async init(): Promise<void> {
    await this.terraform.mustRun(this.folder, ["init", "-no-color"]);
  }

  async apply(): Promise<void> {
    await this.terraform.mustRun(this.folder, ["apply", "-auto-approve", "-no-color"]);
  }

  /** Plans from the state as it is, and gives the file with the plan's JSON. */
  async plan(name: string, ...options: readonly string[]): Promise<string> {
    const file = join(this.folder, `${name}.json`);
    await this.terraform.mustRun(this.folder, [
      "plan",
      "-no-color",
      "-refresh=false",
      "-out",
      name,
      ...options,
    ]);
    const { stdout } = await this.terraform.mustRun(this.folder, ["show", "-json", name]);
    writeFileSync(file, stdout);
    return file;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
