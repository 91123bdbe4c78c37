import type { Credentials } from "./credentials";

/** The services of the double as the Terraform provider names them in `endpoints`. */
const TERRAFORM_ENDPOINTS = [
  "backup",
  "cloudformation",
  "events",
  "iam",
  "kms",
  "organizations",
  "s3",
  "sns",
  "sts",
] as const;

/** The configuration of Terraform's AWS provider that sends every service to the double. */
export function terraformProvider(
  endpoint: string,
  credentials: Credentials,
  region = "us-east-1",
): Readonly<Record<string, unknown>> {
  return {
    region,
    access_key: credentials.accessKeyId,
    secret_key: credentials.secretAccessKey,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    s3_use_path_style: true,
    endpoints: [Object.fromEntries(TERRAFORM_ENDPOINTS.map((service) => [service, endpoint]))],
  };
}

/** The environment that sends SDKs, the AWS CLI and Terraform to the double. */
export function environment(
  endpoint: string,
  credentials: Credentials,
  region = "us-east-1",
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

/** The same as {@link terraformProvider}, to be pasted into a Terraform file. */
export function terraformProviderText(endpoint: string, credentials: Credentials): string {
  const { endpoints, ...settings } = terraformProvider(endpoint, credentials);
  const [addresses] = endpoints as readonly Readonly<Record<string, string>>[];
  const lines = (values: object, indent: string): readonly string[] => {
    const width = Math.max(...Object.keys(values).map((name) => name.length));
    return Object.entries(values).map(
      ([name, value]) => `${indent}${name.padEnd(width)} = ${JSON.stringify(value)}`,
    );
  };
  return [
    'provider "aws" {',
    ...lines(settings, "  "),
    "",
    "  endpoints {",
    ...lines(addresses ?? {}, "    "),
    "  }",
    "}",
  ].join("\n");
}
