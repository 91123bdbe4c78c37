import { join } from "node:path";
import { OrganizationBackupAccess, OrganizationalUnits, useStateBackend } from "../../src/constructs";
import type { StateBackend } from "../../src/constructs";
import { OrganizationsPolicyAttachment } from "../../src/constructs/aws-bindings";
import { errorOf, newApp, newStack, synthesized } from "./synthesized";

/** The `terraform` block of a stack, and what another stack reads its outputs from. */
function stateOf(backend: StateBackend): { readonly terraform: unknown; readonly remote: unknown } {
  const app = newApp();
  const [first, second] = [newStack(app, "first"), newStack(app, "second")];
  useStateBackend(first, backend);
  useStateBackend(second, backend);
  const access = new OrganizationBackupAccess(first, "access", { mode: "create" });
  new OrganizationalUnits(first, "units", { units: {} });
  new OrganizationsPolicyAttachment(second, "attachment", {
    policyId: "p-aaaaaaaa",
    targetId: access.rootId,
  });
  const result = synthesized(second);
  return { terraform: synthesized(first).json.terraform, remote: result.data("terraform_remote_state")[0] };
}

it("keeps state in files, in a folder where one is named", () => {
  expect(stateOf({ kind: "local", directory: "/state" })).toMatchObject({
    terraform: { backend: { local: { path: "/state/terraform.first.tfstate" } } },
    remote: { backend: "local", config: { path: "/state/terraform.first.tfstate" } },
  });
  expect(stateOf({ kind: "local" })).toMatchObject({
    terraform: { backend: { local: { path: join(process.cwd(), "terraform.first.tfstate") } } },
  });
});

it("keeps state in a bucket, encrypted and locked", () => {
  expect(
    stateOf({ kind: "s3", bucket: "state", region: "eu-central-1", kmsKeyId: "alias/state" }),
  ).toMatchObject({
    terraform: {
      backend: {
        s3: {
          bucket: "state",
          region: "eu-central-1",
          key: "organization-backup/first.tfstate",
          encrypt: true,
          kms_key_id: "alias/state",
          use_lockfile: true,
        },
      },
    },
    remote: { backend: "s3", config: { bucket: "state", key: "organization-backup/first.tfstate" } },
  });
  const withTable = stateOf({
    kind: "s3",
    bucket: "state",
    region: "eu-central-1",
    keyPrefix: "x",
    lockTable: "locks",
  });
  expect(withTable).toMatchObject({
    terraform: { backend: { s3: { key: "x/first.tfstate", dynamodb_table: "locks" } } },
  });
  expect(JSON.stringify(withTable.terraform)).not.toContain("use_lockfile");
});

it("keeps state in HCP Terraform, one workspace for each stack", () => {
  expect(
    stateOf({ kind: "cloud", organization: "nordwind", project: "backup", hostname: "tfe.example.com" }),
  ).toMatchObject({
    terraform: {
      cloud: {
        organization: "nordwind",
        hostname: "tfe.example.com",
        workspaces: { name: "organization-backup-first", project: "backup" },
      },
    },
    remote: {
      backend: "remote",
      config: {
        organization: "nordwind",
        hostname: "tfe.example.com",
        workspaces: { name: "organization-backup-first" },
      },
    },
  });
});

it("finds organization, host and project of HCP Terraform in the environment", () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    TF_CLOUD_ORGANIZATION: "from-environment",
    TF_CLOUD_HOSTNAME: "host",
    TF_CLOUD_PROJECT: "project",
  });
  try {
    expect(stateOf({ kind: "cloud", workspacePrefix: "backup" }).terraform).toMatchObject({
      cloud: {
        organization: "from-environment",
        hostname: "host",
        workspaces: { name: "backup-first", project: "project" },
      },
    });
    delete process.env.TF_CLOUD_ORGANIZATION;
    const error = errorOf(() => stateOf({ kind: "cloud" }));
    expect(error.message).toBe("first: The organization of HCP Terraform is not known.");
  } finally {
    process.env = before;
  }
});
