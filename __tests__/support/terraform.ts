import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface TerraformRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A provider that runs until it is stopped. */
export interface ServedProvider {
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/** The real Terraform with the real AWS provider, installed from a local mirror: no network. */
export class Terraform {
  constructor(
    /** `1.11.4` */
    readonly version: string,
    /** The newest AWS provider in the mirror, `5.100.0` for instance: pin exactly this one. */
    readonly awsProviderVersion: string,
    private readonly mirror: string,
  ) {}

  /**
   * Runs `terraform ARGS` in a folder. The environment is the caller's without its AWS and Terraform
   * settings, so that no profile, proxy endpoint or plugin cache of the computer gets in.
   */
  async run(
    folder: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<TerraformRun> {
    const cliConfig = join(folder, ".terraformrc");
    writeFileSync(
      cliConfig,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(this.mirror)}\n  }\n}\n`,
    );
    const child = spawn("terraform", [...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...inherited(),
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: join(folder, "no-aws-config"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
        ...environment,
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        TF_INPUT: "0",
        TF_CLI_CONFIG_FILE: cliConfig,
      },
    });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    const status = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve(code ?? -1);
      });
    });
    return { status, stdout: stdout(), stderr: stderr() };
  }

  /**
   * Starts the provider once for many runs, which saves each of them the start. The environment of the runs;
   * empty where the mirror holds packed providers, which each run then starts for itself.
   */
  async serveProvider(): Promise<ServedProvider> {
    const folder = join(
      this.mirror,
      "registry.terraform.io",
      "hashicorp",
      "aws",
      this.awsProviderVersion,
      `linux_${process.arch === "x64" ? "amd64" : process.arch}`,
    );
    const file = namesIn(folder).find((name) => name.startsWith("terraform-provider-aws_"));
    if (file === undefined) {
      return { environment: {}, stop: () => undefined };
    }
    const child = spawn(join(folder, file), ["-debug"], {
      stdio: ["ignore", "pipe", "ignore"],
      env: inherited(),
    });
    const text = await new Promise<string>((resolve, reject) => {
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        const [, reattach] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(output) ?? [];
        if (reattach !== undefined) {
          resolve(reattach);
        }
      });
      child.once("error", reject);
      child.once("close", () => {
        reject(new Error(`${file} -debug ended: ${output}`));
      });
    });
    return { environment: { TF_REATTACH_PROVIDERS: text }, stop: () => child.kill() };
  }

  /** Like {@link run}, and fails with Terraform's own words when Terraform fails. */
  async mustRun(
    folder: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<TerraformRun> {
    const run = await this.run(folder, args, environment);
    if (run.status !== 0) {
      throw new Error(`terraform ${args.join(" ")} ended with ${run.status}\n${run.stdout}\n${run.stderr}`);
    }
    return run;
  }
}

/**
 * Like `describe`, for tests that need Terraform and the AWS provider. Where one is missing the tests fail
 * if the environment variable `CI` is set, and are skipped with a warning elsewhere.
 */
export function describeWithTerraform(name: string, define: (terraform: Terraform) => void): void {
  const found = findTerraform();
  if (found instanceof Terraform) {
    describe(name, () => {
      define(found);
    });
  } else if ((process.env.CI ?? "") === "") {
    console.warn(`SKIPPED: ${name}\n${found.missing}`);
    describe.skip(name, () => {
      it("needs Terraform", () => undefined);
    });
  } else {
    describe(name, () => {
      it("finds Terraform and the AWS provider", () => {
        throw new Error(found.missing);
      });
    });
  }
}

/** Terraform, or what of it is missing. */
export function findTerraform(): Terraform | { readonly missing: string } {
  const probe = spawnSync("terraform", ["version", "-json"], { encoding: "utf8", env: process.env });
  const version = /"terraform_version": *"([^"]+)"/.exec(probe.stdout)?.[1];
  if (probe.error !== undefined || version === undefined) {
    return { missing: "terraform is not on the PATH." };
  }
  const places = mirrorPlaces();
  for (const mirror of places) {
    const provider = newestProvider(mirror);
    if (provider !== undefined) {
      return new Terraform(version, provider, mirror);
    }
  }
  return {
    missing: `No folder has registry.terraform.io/hashicorp/aws with a terraform-provider-aws_* file; looked in ${places.join(", ")}. Set TF_PLUGIN_MIRROR to a provider mirror.`,
  };
}

function mirrorPlaces(): readonly string[] {
  const named = process.env.TF_PLUGIN_MIRROR;
  return [
    ...(named === undefined || named === "" ? [] : [named]),
    "/opt/tf-plugins",
    join(homedir(), ".terraform.d", "plugins"),
    "/usr/share/terraform/plugins",
    "/usr/local/share/terraform/plugins",
  ];
}

/** Knows both layouts of a mirror: unpacked (`VERSION/PLATFORM/FILE`) and packed (`FILE_VERSION_PLATFORM.zip`). */
function newestProvider(mirror: string): string | undefined {
  const folder = join(mirror, "registry.terraform.io", "hashicorp", "aws");
  const versions = namesIn(folder).flatMap((name) => {
    const packed = /^terraform-provider-aws_(\d+\.\d+\.\d+)_.*\.zip$/.exec(name)?.[1];
    const files = namesIn(join(folder, name)).flatMap((platform) => namesIn(join(folder, name, platform)));
    const unpacked = files.some((file) => file.startsWith("terraform-provider-aws_")) ? name : undefined;
    return packed ?? unpacked ?? [];
  });
  return versions.sort((left, right) => left.localeCompare(right, "en", { numeric: true })).at(-1);
}

function namesIn(folder: string): readonly string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    // A file, or a folder that this user cannot read: no provider there.
    return [];
  }
}

/** The caller's environment without its AWS and Terraform settings. */
function inherited(): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name)));
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
