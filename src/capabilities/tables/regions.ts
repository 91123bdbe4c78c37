// Written by `npm run generate` from data/backup-capabilities.yaml; change that instead.

/** A row of AWS Backup's availability page. */
export interface TableRegion {
  readonly name: string;
  readonly partition: string;
  /** Whether an account must enable the Region first. */
  readonly optIn: boolean;
  readonly features: readonly string[];
  /** Types that are available; those that no Region lists are available everywhere. */
  readonly types: readonly string[];
  /** Features and types about which pages differ or say nothing, and how. */
  readonly doubts: Readonly<Record<string, string>>;
}

export const TABLE_REGIONS: Readonly<Record<string, TableRegion>> = {
  "us-east-1": {
    name: "US East (N. Virginia)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "us-east-2": {
    name: "US East (Ohio)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "us-west-1": {
    name: "US West (N. California)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "redshift-serverless"],
    doubts: {
      "documentdb": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
  "us-west-2": {
    name: "US West (Oregon)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "af-south-1": {
    name: "Africa (Cape Town)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-east-1": {
    name: "Asia Pacific (Hong Kong)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-south-2": {
    name: "Asia Pacific (Hyderabad)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-southeast-3": {
    name: "Asia Pacific (Jakarta)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-southeast-5": {
    name: "Asia Pacific (Malaysia)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {
      "air-gapped": "AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
    },
  },
  "ap-southeast-4": {
    name: "Asia Pacific (Melbourne)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-south-1": {
    name: "Asia Pacific (Mumbai)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-southeast-6": {
    name: "Asia Pacific (New Zealand)", partition: "aws", optIn: true,
    features: ["copy-to-region", "copy-to-account", "restore-testing", "air-gapped", "tiering"],
    types: ["s3", "storage-gateway", "eks", "documentdb", "redshift-serverless"],
    doubts: {
      "air-gapped": "AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
      "backup-policies": "AWS's Region table has no tick for cross-account management, which backup policies are part of; no page says what a policy does here.",
    },
  },
  "ap-northeast-3": {
    name: "Asia Pacific (Osaka)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-northeast-2": {
    name: "Asia Pacific (Seoul)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-southeast-1": {
    name: "Asia Pacific (Singapore)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-southeast-2": {
    name: "Asia Pacific (Sydney)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ap-east-2": {
    name: "Asia Pacific (Taipei)", partition: "aws", optIn: true,
    features: ["copy-to-region", "copy-to-account", "restore-testing", "air-gapped", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "s3", "storage-gateway", "eks", "redshift-serverless"],
    doubts: {
      "air-gapped": "AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
      "backup-policies": "AWS's Region table has no tick for cross-account management, which backup policies are part of; no page says what a policy does here.",
      "documentdb": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
  "ap-southeast-7": {
    name: "Asia Pacific (Thailand)", partition: "aws", optIn: true,
    features: ["copy-to-region", "copy-to-account", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "s3", "storage-gateway", "eks", "documentdb", "redshift-serverless"],
    doubts: {
      "air-gapped": "AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
      "backup-policies": "AWS's Region table has no tick for cross-account management, which backup policies are part of; no page says what a policy does here.",
    },
  },
  "ap-northeast-1": {
    name: "Asia Pacific (Tokyo)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ca-central-1": {
    name: "Canada (Central)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "ca-west-1": {
    name: "Canada West (Calgary)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune"],
    doubts: {
      "air-gapped": "AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
      "documentdb": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
      "redshift-serverless": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
  "cn-north-1": {
    name: "China (Beijing)", partition: "aws-cn", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "tiering"],
    types: ["fsx-lustre", "fsx-windows", "rds-multi-az-cluster", "s3", "storage-gateway", "neptune", "documentdb", "redshift-serverless"],
    doubts: {
      "s3-copy-to-account": "AWS Backup copies to other accounts in China since 2026-08-27; a footnote still excludes S3.",
    },
  },
  "cn-northwest-1": {
    name: "China (Ningxia)", partition: "aws-cn", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "tiering"],
    types: ["fsx-lustre", "fsx-windows", "rds-multi-az-cluster", "s3", "storage-gateway", "neptune", "documentdb", "redshift-serverless"],
    doubts: {
      "s3-copy-to-account": "AWS Backup copies to other accounts in China since 2026-08-27; a footnote still excludes S3.",
    },
  },
  "eu-central-1": {
    name: "Europe (Frankfurt)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-west-1": {
    name: "Europe (Ireland)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-west-2": {
    name: "Europe (London)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-south-1": {
    name: "Europe (Milan)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-west-3": {
    name: "Europe (Paris)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-south-2": {
    name: "Europe (Spain)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-north-1": {
    name: "Europe (Stockholm)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "eu-central-2": {
    name: "Europe (Zurich)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "il-central-1": {
    name: "Israel (Tel Aviv)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "mx-central-1": {
    name: "Mexico (Central)", partition: "aws", optIn: true,
    features: ["copy-to-region", "copy-to-account", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "s3", "storage-gateway", "eks", "documentdb", "redshift-serverless"],
    doubts: {
      "air-gapped": "AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
      "backup-policies": "AWS's Region table has no tick for cross-account management, which backup policies are part of; no page says what a policy does here.",
    },
  },
  "me-south-1": {
    name: "Middle East (Bahrain)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune"],
    doubts: {
      "documentdb": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
      "redshift-serverless": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
  "me-central-1": {
    name: "Middle East (UAE)", partition: "aws", optIn: true,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "s3", "storage-gateway", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "sa-east-1": {
    name: "South America (São Paulo)", partition: "aws", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "restore-testing", "air-gapped", "index", "tiering", "scan", "access-points"],
    types: ["aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "rds-multi-az-cluster", "sap-hana", "s3", "storage-gateway", "vmware", "eks", "neptune", "documentdb", "redshift-serverless"],
    doubts: {},
  },
  "us-gov-west-1": {
    name: "AWS GovCloud (US-West)", partition: "aws-us-gov", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "s3", "storage-gateway", "timestream", "vmware", "eks", "neptune", "documentdb"],
    doubts: {
      "redshift-serverless": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
  "us-gov-east-1": {
    name: "AWS GovCloud (US-East)", partition: "aws-us-gov", optIn: false,
    features: ["copy-to-region", "backup-policies", "copy-to-account", "audit-manager", "index", "tiering", "scan"],
    types: ["fsx-lustre", "fsx-windows", "fsx-ontap", "s3", "storage-gateway", "vmware", "eks", "neptune"],
    doubts: {
      "documentdb": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
      "redshift-serverless": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
  "eusc-de-east-1": {
    name: "AWS European Sovereign Cloud (Germany)", partition: "aws-eusc", optIn: false,
    features: ["tiering"],
    types: ["s3", "eks"],
    doubts: {
      "backup-policies": "AWS's Region table has no tick for cross-account management, which backup policies are part of; no page says what a policy does here.",
      "documentdb": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
      "redshift-serverless": "AWS's Region table has no tick, while its text says that the type is available wherever both services run.",
    },
  },
};
