/** A resource as AWS has it. */
export interface SeedResource {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether it ever had a tag: only then the Tagging API lists it. Default: whether it has one. */
  readonly wasTagged?: boolean;
}

/** An aggregator of AWS Config, in the account and Region that own it. */
export interface Aggregator {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The Regions that it collects from; undefined for all. */
  readonly regions: readonly string[] | undefined;
  /** False for an aggregator of single accounts. */
  readonly ofOrganization: boolean;
  readonly failed: readonly { readonly accountId: string; readonly region: string }[];
}

/** A view of Resource Explorer, in the account and Region that own it. */
export interface View {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The ARN of an organization or account. */
  readonly scope: string;
  readonly showsTags: boolean;
  readonly filter: string;
}

/** What the services that list resources of other services know. */
export class InventoryStore {
  resources: readonly SeedResource[] = [];
  readonly aggregators: Aggregator[] = [];
  readonly views: View[] = [];
  /** The Region of the aggregator index of an account. */
  readonly aggregatorIndexes = new Map<string, string>();
  /** `ACCOUNT REGION` without recorder of AWS Config. */
  readonly unrecorded = new Set<string>();
  /** `ACCOUNT REGION` without index of Resource Explorer. */
  readonly unindexed = new Set<string>();
  /** Regions that AWS has here. */
  regions: readonly string[] = ["eu-central-1", "eu-west-1", "us-east-1"];
}

/** `volume` of `volume/vol-1` and `cluster` of `cluster:orders`; `bucket` of a bucket. */
export function typeOfArn(arn: string): { readonly service: string; readonly form: string } {
  const [, , service = "", , , ...rest] = arn.split(":");
  const form = service === "s3" ? "bucket" : (rest.join(":").split(/[:/]/)[0] ?? "");
  return { service, form };
}
