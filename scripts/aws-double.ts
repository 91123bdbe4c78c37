import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { AwsDouble } from "../__tests__/support/aws-double/aws-double";
import { environment, terraformProviderText } from "../__tests__/support/aws-double/client-configuration";
import type { OrganizationSeed } from "../__tests__/support/aws-double/organization-seed";
import type { SeedResource } from "../__tests__/support/aws-double/services/inventory/inventory-store";
import { parseOrganizationSeed } from "../__tests__/support/aws-double/organization-seed";

const USAGE = `Usage: npm run aws-double -- [--port N] [--seed organization.yaml] [--resources resources.json] [--rate N|aws]

Runs AWS (Organizations, STS, IAM, Backup, CloudFormation stack sets, S3, SNS, EventBridge, KMS,
Config aggregators, Resource Explorer, Tagging API) on this computer until Ctrl-C, to try things without an AWS account. It merges effective policies but reports no errors of
merged policies.

  --port N     the port to listen on; default: any free one
  --seed FILE  the organization that exists at the start, an organization file in YAML or JSON;
               default: none, the first CreateOrganization makes one
  --resources FILE  the resources of all accounts, resources.json with account and Region of each; the Tagging
               API lists them; default: none
  --rate N     calls of AWS Organizations a second, throttled above; "aws" takes the limits that
               AWS documents; default: not throttled`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      seed: { type: "string" },
      resources: { type: "string" },
      rate: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const port = numberOf("--port", values.port, (number) => Number.isInteger(number) && number < 65_536);
  const rate = values.rate === "aws" ? undefined : numberOf("--rate", values.rate, (number) => number > 0);
  const double = await AwsDouble.start({
    ...(port === undefined ? {} : { port }),
    ...(values.seed === undefined ? {} : { seed: readSeed(values.seed) }),
    ...(values.resources === undefined ? {} : { resources: readResources(values.resources) }),
  });
  if (rate !== undefined) {
    double.faults.throttle({ rate, burst: Math.max(1, rate) });
  } else if (values.rate === "aws") {
    double.faults.throttleAsDocumented();
  }
  console.log(describe(double));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void double.stop();
    });
  }
}

function describe(double: AwsDouble): string {
  const organization = double.state.organizations.current;
  const managementAccountId = organization?.identity.managementAccountId ?? "111111111111";
  const credentials = double.credentialsFor(managementAccountId);
  const variables = Object.entries(environment(double.endpoint, credentials));
  return [
    `AWS double: ${double.endpoint}`,
    organization === undefined
      ? `No organization yet; calls come from account ${managementAccountId}.`
      : `Organization ${organization.identity.id}: ${String(organization.accounts.size)} accounts, ${String(organization.unitCount)} organizational units; calls come from its management account ${managementAccountId}.`,
    "For another account, use the access key AKIATEST followed by the account ID.",
    "",
    "# Environment of SDKs, AWS CLI and Terraform",
    ...variables.map(([name, value]) => `export ${name}=${value}`),
    "",
    "# Terraform",
    terraformProviderText(double.endpoint, credentials),
    "",
    "Ctrl-C ends it; nothing is kept.",
  ].join("\n");
}

function readSeed(file: string): OrganizationSeed {
  try {
    return parseOrganizationSeed(parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`--seed ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function readResources(file: string): readonly SeedResource[] {
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly resources: readonly SeedResource[];
  };
  return resources;
}

function numberOf(
  option: string,
  text: string | undefined,
  valid: (number: number) => boolean,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !valid(number)) {
    throw new Error(`${option} ${text}: not a number that fits`);
  }
  return number;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(`\n${USAGE}`);
  process.exitCode = 1;
});
