import { AwsError } from "../aws-error";
import type { Input } from "../input";
import type { S3Answer } from "../protocols/s3";
import { S3Protocol, TRANSITION_SIZE_HEADER } from "../protocols/s3";
import { escapeXml } from "../protocols/xml";
import type { Call, Operation, Operations, Service } from "../service";
import { queryErrors } from "./query-errors";

export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  /** Subresource to the document it was given: S3 reads and writes the same shapes. */
  readonly documents: Map<string, string>;
  /** From which size on a lifecycle configuration moves objects. */
  transitionSize: string;
}

/** Buckets by name, which is unique across all accounts. */
export type S3State = Map<string, Bucket>;

interface Subresource {
  /** The name of its operations without the verb. */
  readonly name: string;
  /** The answer where nothing was put: a document, or the code of an error with status 404. */
  readonly absent: { readonly document: string } | { readonly code: string };
  /** What a new bucket has; AWS gives these two since 2023. */
  readonly initial?: string;
}

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const empty = (element: string): { readonly document: string } => ({
  document: `<${element} ${NAMESPACE}/>`,
});

const SUBRESOURCES: ReadonlyMap<string, Subresource> = new Map<string, Subresource>([
  ["policy", { name: "BucketPolicy", absent: { code: "NoSuchBucketPolicy" } }],
  ["versioning", { name: "BucketVersioning", absent: empty("VersioningConfiguration") }],
  [
    "encryption",
    {
      name: "BucketEncryption",
      absent: {
        document: `<ServerSideEncryptionConfiguration ${NAMESPACE}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`,
      },
    },
  ],
  [
    "publicAccessBlock",
    {
      name: "PublicAccessBlock",
      absent: { code: "NoSuchPublicAccessBlockConfiguration" },
      initial: `<PublicAccessBlockConfiguration ${NAMESPACE}><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`,
    },
  ],
  [
    "ownershipControls",
    {
      name: "BucketOwnershipControls",
      absent: { code: "OwnershipControlsNotFoundError" },
      initial: `<OwnershipControls ${NAMESPACE}><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>`,
    },
  ],
  ["lifecycle", { name: "BucketLifecycleConfiguration", absent: { code: "NoSuchLifecycleConfiguration" } }],
  ["tagging", { name: "BucketTagging", absent: { code: "NoSuchTagSet" } }],
  ["cors", { name: "BucketCors", absent: { code: "NoSuchCORSConfiguration" } }],
  ["website", { name: "BucketWebsite", absent: { code: "NoSuchWebsiteConfiguration" } }],
  ["logging", { name: "BucketLogging", absent: empty("BucketLoggingStatus") }],
  ["replication", { name: "BucketReplication", absent: { code: "ReplicationConfigurationNotFoundError" } }],
  ["accelerate", { name: "BucketAccelerateConfiguration", absent: empty("AccelerateConfiguration") }],
  [
    "requestPayment",
    {
      name: "BucketRequestPayment",
      absent: {
        document: `<RequestPaymentConfiguration ${NAMESPACE}><Payer>BucketOwner</Payer></RequestPaymentConfiguration>`,
      },
    },
  ],
  [
    "object-lock",
    { name: "ObjectLockConfiguration", absent: { code: "ObjectLockConfigurationNotFoundError" } },
  ],
  ["notification", { name: "BucketNotificationConfiguration", absent: empty("NotificationConfiguration") }],
]);

/** Amazon S3: buckets and their settings. They hold no objects. */
export function s3Service(state: S3State): Service {
  const names = new Map([...SUBRESOURCES].map(([subresource, { name }]) => [subresource, name]));
  return {
    signingName: "s3",
    actionPrefix: "s3",
    protocol: new S3Protocol(new Map([...names, ["acl", "BucketAcl"], ["location", "BucketLocation"]])),
    errors: {
      ...queryErrors,
      throttled: () => new AwsError("SlowDown", "Please reduce your request rate.", 503),
      denied: () => new AwsError("AccessDenied", "Access Denied", 403),
    },
    operations: { ...bucketOperations(state), ...subresourceOperations(state) },
  };
}

function bucketOperations(state: S3State): Operations {
  return {
    ListBuckets: (_input, call): S3Answer => {
      const buckets = [...state.values()].filter(({ accountId }) => accountId === call.caller.accountId);
      const list = buckets.map(
        ({ name, createdAt }) =>
          `<Bucket><Name>${name}</Name><CreationDate>${createdAt.toISOString()}</CreationDate></Bucket>`,
      );
      return {
        body: `<ListAllMyBucketsResult ${NAMESPACE}><Buckets>${list.join("")}</Buckets></ListAllMyBucketsResult>`,
      };
    },

    CreateBucket: (input, call): S3Answer => {
      const name = input.text("Bucket");
      const existing = state.get(name);
      if (existing !== undefined) {
        throw existing.accountId === call.caller.accountId
          ? new AwsError(
              "BucketAlreadyOwnedByYou",
              "Your previous request to create the named bucket succeeded and you already own it.",
              409,
            )
          : new AwsError("BucketAlreadyExists", "The requested bucket name is not available.", 409);
      }
      const initial = [...SUBRESOURCES].flatMap(([subresource, { initial: document }]) =>
        document === undefined ? [] : [[subresource, document] as const],
      );
      const { accountId, region } = call.caller;
      state.set(name, {
        name,
        accountId,
        region,
        createdAt: call.now,
        documents: new Map(initial),
        transitionSize: "all_storage_classes_128K",
      });
      return { headers: { location: `/${name}` } };
    },

    HeadBucket: (input, call): S3Answer => ({
      headers: { "x-amz-bucket-region": findBucket(state, input, call).region },
    }),

    DeleteBucket: (input, call): S3Answer => {
      state.delete(findBucket(state, input, call).name);
      return { status: 204 };
    },

    GetBucketLocation: (input, call): S3Answer => {
      const { region } = findBucket(state, input, call);
      const location = region === "us-east-1" ? "" : region;
      return { body: `<LocationConstraint ${NAMESPACE}>${location}</LocationConstraint>` };
    },

    GetBucketAcl: (input, call): S3Answer => {
      const { accountId } = findBucket(state, input, call);
      const grantee = `<ID>${accountId}</ID><DisplayName>owner</DisplayName>`;
      return {
        body:
          `<AccessControlPolicy ${NAMESPACE}><Owner>${grantee}</Owner><AccessControlList><Grant>` +
          `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">${grantee}</Grantee>` +
          `<Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`,
      };
    },

    ListObjectsV2: (input, call): S3Answer => emptyList(findBucket(state, input, call), "ListBucketResult"),

    ListObjectVersions: (input, call): S3Answer =>
      emptyList(findBucket(state, input, call), "ListVersionsResult"),
  };
}

function subresourceOperations(state: S3State): Operations {
  const operations: [string, Operation][] = [...SUBRESOURCES].flatMap(([subresource, { name, absent }]) => [
    [
      `Get${name}`,
      (input, call): S3Answer => {
        const bucket = findBucket(state, input, call);
        const document = bucket.documents.get(subresource);
        if (document === undefined && "code" in absent) {
          throw new AwsError(absent.code, `The bucket has no ${subresource} configuration.`, 404);
        }
        const body = document ?? ("document" in absent ? absent.document : "");
        return { body, headers: headersOf(subresource, bucket) };
      },
    ],
    [
      `Put${name}`,
      (input, call): S3Answer => {
        const bucket = findBucket(state, input, call);
        bucket.documents.set(subresource, input.text("Body"));
        bucket.transitionSize =
          input.optionalText("TransitionDefaultMinimumObjectSize") ?? bucket.transitionSize;
        return {
          status: subresource === "policy" || subresource === "tagging" ? 204 : 200,
          headers: headersOf(subresource, bucket),
        };
      },
    ],
    [
      `Delete${name}`,
      (input, call): S3Answer => {
        findBucket(state, input, call).documents.delete(subresource);
        return { status: 204 };
      },
    ],
  ]);
  return Object.fromEntries(operations);
}

function headersOf(subresource: string, bucket: Bucket): Readonly<Record<string, string>> {
  return subresource === "policy"
    ? { "content-type": "application/json" }
    : subresource === "lifecycle"
      ? { [TRANSITION_SIZE_HEADER]: bucket.transitionSize }
      : {};
}

function findBucket(state: S3State, input: Input, call: Call): Bucket {
  const bucket = state.get(input.text("Bucket"));
  if (bucket === undefined) {
    throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
  }
  if (bucket.accountId !== call.caller.accountId) {
    throw new AwsError("AccessDenied", "Access Denied", 403);
  }
  return bucket;
}

function emptyList(bucket: Bucket, element: string): S3Answer {
  const name = escapeXml(bucket.name);
  return {
    body: `<${element} ${NAMESPACE}><Name>${name}</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></${element}>`,
  };
}
