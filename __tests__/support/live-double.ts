import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { AwsDouble } from "./aws-double/aws-double";
import type { AwsDoubleOptions } from "./aws-double/aws-double-options";
import type { OrganizationSeed } from "./aws-double/organization-seed";
import { parseOrganizationSeed } from "./aws-double/organization-seed";
import type { CliResult } from "./run-cli";
import { runCli } from "./run-cli";

/** The management account of the embedded example. */
export const MANAGEMENT = "111111111111";
export const SECRET = "a-secret-access-key-that-no one-may-print";

/** The organization of the repository's example. */
export function exampleSeed(): OrganizationSeed {
  const file = join(__dirname, "..", "..", "stacks", "organization.yaml");
  return parseOrganizationSeed(parse(readFileSync(file, "utf8")));
}

/** An AWS double, and a command line that talks to it as a user's would: by the environment. */
export class LiveDouble {
  private constructor(
    readonly double: AwsDouble,
    private readonly before: NodeJS.ProcessEnv,
  ) {}

  static async start(options: AwsDoubleOptions = {}): Promise<LiveDouble> {
    const double = await AwsDouble.start({ seed: exampleSeed(), ...options });
    const live = new LiveDouble(double, { ...process.env });
    live.as(double.credentialsFor(MANAGEMENT).accessKeyId);
    return live;
  }

  /** An aggregator of AWS Config and a view of Resource Explorer that show the whole organization. */
  addInventorySources(): void {
    const { aggregators, views, aggregatorIndexes } = this.double.state.inventory;
    const at = { accountId: MANAGEMENT, region: "eu-central-1" };
    const scope = `arn:aws:organizations::${MANAGEMENT}:organization/o-nordwind01`;
    aggregators.push({ ...at, name: "all", regions: undefined, ofOrganization: true, failed: [] });
    views.push({ ...at, name: "all", scope, showsTags: true, filter: "" });
    aggregatorIndexes.set(MANAGEMENT, at.region);
  }

  /** The environment of a user with this access key, and nothing of the computer's own AWS settings. */
  environment(accessKeyId: string): Readonly<Record<string, string>> {
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_REGION: "eu-central-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/nonexistent/config",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
    };
  }

  as(accessKeyId: string): void {
    clearAws();
    Object.assign(process.env, this.environment(accessKeyId));
  }

  /** Without credentials of any kind. */
  asNobody(): void {
    this.as("");
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
  }

  run(...args: readonly string[]): Promise<CliResult> {
    return runCli(...args, "--endpoint-url", this.double.endpoint);
  }

  async stop(): Promise<void> {
    clearAws();
    Object.assign(process.env, this.before);
    await this.double.stop();
  }
}

/** Time that runs faster: throttles and publication delays then take less of a test's own. */
export function fastClock(factor: number): () => number {
  const start = Date.now();
  return () => start + (Date.now() - start) * factor;
}

function clearAws(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("AWS_")) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- names of environment variables
      delete process.env[name];
    }
  }
}
