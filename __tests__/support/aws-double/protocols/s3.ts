import type { AwsError } from "../aws-error";
import type { DecodedRequest, HttpReply, HttpRequest, Protocol } from "./protocol";
import { escapeXml } from "./xml";

/** What an S3 operation answers with; S3 sets headers and statuses per operation. */
export interface S3Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** XML, or JSON for a bucket policy. */
  readonly body?: string;
}

/** Stands outside the document of a lifecycle configuration. */
export const TRANSITION_SIZE_HEADER = "x-amz-group-default-minimum-object-size";

const VERBS: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete" };

/** REST with XML, buckets in the path: the operation is the method and the subresource in the query. */
export class S3Protocol implements Protocol {
  /** `subresources`: query parameter to the name that its operations have, `versioning` to `BucketVersioning`. */
  constructor(private readonly subresources: ReadonlyMap<string, string>) {}

  decode(request: HttpRequest): DecodedRequest | undefined {
    const [, bucket = "", ...key] = request.path.split("/");
    if (key.join("/") !== "") {
      return undefined;
    }
    const operation = bucket === "" ? serviceOperation(request) : this.bucketOperation(request);
    return operation === undefined
      ? undefined
      : {
          operation,
          parameters: {
            Bucket: decodeURIComponent(bucket),
            Body: request.body.toString("utf8"),
            TransitionDefaultMinimumObjectSize: request.headers[TRANSITION_SIZE_HEADER],
          },
        };
  }

  result(_operation: string, output: unknown, requestId: string): HttpReply {
    const answer = (output ?? {}) as S3Answer;
    return {
      status: answer.status ?? 200,
      headers: { "content-type": "application/xml", "x-amz-request-id": requestId, ...answer.headers },
      body: answer.body ?? "",
    };
  }

  error(error: AwsError, requestId: string): HttpReply {
    return {
      status: error.status,
      headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
      body:
        `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escapeXml(error.code)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    };
  }

  private bucketOperation(request: HttpRequest): string | undefined {
    for (const [subresource, name] of this.subresources) {
      if (request.query.has(subresource)) {
        const verb = VERBS[request.method];
        return verb === undefined ? undefined : `${verb}${name}`;
      }
    }
    if (request.query.has("versions") && request.method === "GET") {
      return "ListObjectVersions";
    }
    return { GET: "ListObjectsV2", PUT: "CreateBucket", HEAD: "HeadBucket", DELETE: "DeleteBucket" }[
      request.method
    ];
  }
}

function serviceOperation(request: HttpRequest): string | undefined {
  return request.method === "GET" ? "ListBuckets" : undefined;
}
