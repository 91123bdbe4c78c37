/** The partitions whose Regions and ARNs a backup policy may name. */
export const PARTITIONS = ["aws", "aws-us-gov", "aws-cn"] as const;
export type Partition = (typeof PARTITIONS)[number];

/** The day of the list below: the Regions of the AWS SDK for JavaScript released then. A Region opened later is not known. */
export const REGIONS_AS_OF = "2026-11-10";

/** Region codes by partition: those with an endpoint of AWS Backup in the SDK. */
export const REGIONS = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
} as const satisfies Readonly<Record<Partition, readonly string[]>>;

export type RegionCode = (typeof REGIONS)[Partition][number];

/** A Region: one that is known here, which editors complete, or one that AWS opened later. */
export type Region = RegionCode | (string & Record<never, never>);

export const ALL_REGIONS: readonly RegionCode[] = PARTITIONS.flatMap(
  (partition): readonly RegionCode[] => REGIONS[partition],
);

const partitionByRegion: ReadonlyMap<string, Partition> = new Map(
  PARTITIONS.flatMap((partition) =>
    REGIONS[partition].map((region): [string, Partition] => [region, partition]),
  ),
);

/** The form of every Region code. Words of another form are recorded to be refused; codes that are not listed here are not recorded. */
export const REGION_PATTERN = "^[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}$";
const regionForm = new RegExp(REGION_PATTERN);

/** Whether a text has the form of a Region code, listed here or not. */
export function isRegionForm(text: string): boolean {
  return regionForm.test(text);
}

/** The partition of a Region, or undefined if the Region is not known. */
export function partitionOf(region: string): Partition | undefined {
  return partitionByRegion.get(region);
}
