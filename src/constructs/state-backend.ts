import { checkedStack } from "./checked-scope";
import { join } from "node:path";
import { constructError } from "./construct-error";
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend } from "./framework";
import type { TerraformStack } from "./framework";
import { checkedProps, checkObject } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";

/** Where Terraform keeps the state of each stack. */
export type StateBackend = LocalState | S3State | CloudState;

/** Files on this computer. */
export interface LocalState {
  /** Files. */
  readonly kind: "local";
  /**
   * The folder of the files `terraform.STACK.tfstate`.
   *
   * @default - the current folder
   */
  readonly directory?: string;
}

/** Objects in a bucket of AWS. */
export interface S3State {
  /** A bucket. */
  readonly kind: "s3";
  /** The name of the bucket. */
  readonly bucket: string;
  /** The Region of the bucket. */
  readonly region: string;
  /**
   * What the keys begin with: `PREFIX/STACK.tfstate`.
   *
   * @default "organization-backup"
   */
  readonly keyPrefix?: string;
  /**
   * The DynamoDB table that keeps two applies apart.
   *
   * @default - a lock file in the bucket, which needs Terraform 1.10 or OpenTofu 1.10
   */
  readonly lockTable?: string;
  /**
   * The key that encrypts the objects.
   *
   * @default - the bucket's own encryption
   */
  readonly kmsKeyId?: string;
}

/** HCP Terraform or Terraform Enterprise, one workspace for each stack. */
export interface CloudState {
  /** HCP Terraform. */
  readonly kind: "cloud";
  /**
   * The organization of HCP Terraform.
   *
   * @default - the environment variable TF_CLOUD_ORGANIZATION
   */
  readonly organization?: string;
  /**
   * The host of Terraform Enterprise.
   *
   * @default - the environment variable TF_CLOUD_HOSTNAME, or app.terraform.io
   */
  readonly hostname?: string;
  /**
   * The project of the workspaces.
   *
   * @default - the environment variable TF_CLOUD_PROJECT, or the default project
   */
  readonly project?: string;
  /**
   * What the names of the workspaces begin with: `PREFIX-STACK`.
   *
   * @default "organization-backup"
   */
  readonly workspacePrefix?: string;
}

/**
 * Gives a stack its place to keep state. Stacks that refer to each other need the same kind.
 *
 * @throws OrgBackupError (`input`) where the organization of HCP Terraform is not known
 */
export function useStateBackend(stack: TerraformStack, backend: StateBackend): void {
  const name = checkedStack("useStateBackend", stack).node.id;
  checkObject(stack, backend, "kind");
  switch (backend.kind) {
    case "s3":
      useS3(stack, name, checkedProps<S3State>(stack, backend, S3, ["bucket", "region"]));
      return;
    case "cloud":
      useCloud(stack, name, checkedProps<CloudState>(stack, backend, CLOUD));
      return;
    // A kind that does not exist is reported, too.
    default:
      useLocal(stack, name, checkedProps<LocalState>(stack, backend, LOCAL, ["kind"]));
  }
}

const KIND = ["local", "s3", "cloud"] as const;
const LOCAL: PropRules<LocalState> = { kind: KIND, directory: "text" };
const S3: PropRules<S3State> = {
  kind: KIND,
  bucket: "text",
  region: "text",
  keyPrefix: "text",
  lockTable: "text",
  kmsKeyId: "text",
};
const CLOUD: PropRules<CloudState> = {
  kind: KIND,
  organization: "text",
  hostname: "text",
  project: "text",
  workspacePrefix: "text",
};

function useLocal(stack: TerraformStack, name: string, { directory }: LocalState): void {
  new LocalBackend(
    stack,
    directory === undefined ? {} : { path: join(directory, `terraform.${name}.tfstate`) },
  );
}

function useS3(stack: TerraformStack, name: string, backend: S3State): void {
  new S3Backend(stack, {
    bucket: backend.bucket,
    region: backend.region,
    key: `${backend.keyPrefix ?? "organization-backup"}/${name}.tfstate`,
    encrypt: true,
    ...(backend.lockTable === undefined ? {} : { dynamodbTable: backend.lockTable }),
    ...(backend.kmsKeyId === undefined ? {} : { kmsKeyId: backend.kmsKeyId }),
  });
  if (backend.lockTable === undefined) {
    // Younger than the framework.
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

function useCloud(stack: TerraformStack, name: string, backend: CloudState): void {
  const workspace = `${backend.workspacePrefix ?? "organization-backup"}-${name}`;
  const organization = backend.organization ?? process.env.TF_CLOUD_ORGANIZATION;
  if (organization === undefined || organization === "") {
    throw constructError(
      stack,
      "The organization of HCP Terraform is not known.",
      "Name it in the configuration, or set the environment variable TF_CLOUD_ORGANIZATION.",
    );
  }
  const hostname = backend.hostname ?? process.env.TF_CLOUD_HOSTNAME;
  const project = backend.project ?? process.env.TF_CLOUD_PROJECT;
  new CloudBackend(stack, {
    organization,
    ...(hostname === undefined ? {} : { hostname }),
    workspaces: new NamedCloudWorkspace(workspace, project),
  });
}
