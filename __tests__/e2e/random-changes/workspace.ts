import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import { terraformProvider } from "../../support/aws-double/client-configuration";
import type { Terraform, TerraformRun } from "../../support/terraform";
import { codeOf, hclText, jsonText, POLICY_MODULE } from "./code";
import type { Configuration } from "./configuration";
import { MANAGEMENT } from "./start";

export type Planned =
  | {
      readonly ok: true;
      readonly json: string;
      /**
       * True if the state has something that leaves the code and was made with create_before_destroy: it ends last,
       * which no plan shows.
       */
      readonly hidesOrder: boolean;
    }
  | { readonly ok: false; readonly message: string };

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly create_before_destroy?: boolean;
    }[];
  }[];
}

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly type: string;
    readonly name: string;
    readonly index?: string | number;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

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
    return { ok: true, json: stdout, hidesOrder: this.hidesOrder(stdout) };
  }

  private hidesOrder(plan: string): boolean {
    const state = join(this.folder, "terraform.tfstate");
    if (!existsSync(state)) {
      return false;
    }
    const { resources } = JSON.parse(readFileSync(state, "utf8")) as State;
    const { resource_changes: changes = [] } = JSON.parse(plan) as ShownPlan;
    return changes.some(
      ({ type, name, index, change }) =>
        change.actions.join() === "delete" &&
        resources
          .filter((each) => each.type === type && each.name === name)
          .flatMap(({ instances }) => instances)
          .some((each) => each.index_key === index && each.create_before_destroy === true),
    );
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
