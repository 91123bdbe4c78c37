import type { AwsError } from "../aws-error";
import type { DecodedRequest, HttpReply, HttpRequest, Protocol } from "./protocol";
import { parseJsonObject, toJson } from "./protocol";

/** `PUT /backup-vaults/{BackupVaultName}` and the operation behind it. */
export type RestRoutes = Readonly<Record<string, string>>;

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly operation: string;
}

/** REST with JSON bodies: the operation stands in method and path, parameters in path, query and body. */
export class RestJsonProtocol implements Protocol {
  private readonly routes: readonly Route[];

  constructor(routes: RestRoutes) {
    this.routes = Object.entries(routes).map(([route, operation]) => {
      const [method = "", path = ""] = route.split(" ");
      return { method, segments: path.split("/"), operation };
    });
  }

  decode(request: HttpRequest): DecodedRequest | undefined {
    const segments = request.path.replace(/(?<=.)\/$/, "").split("/");
    for (const route of this.routes) {
      const labels = request.method === route.method ? match(route.segments, segments) : undefined;
      if (labels !== undefined) {
        const query = Object.fromEntries(request.query);
        const body = parseJsonObject(request.body.toString("utf8"));
        return { operation: route.operation, parameters: { ...query, ...body, ...labels } };
      }
    }
    return undefined;
  }

  result(_operation: string, output: unknown, requestId: string): HttpReply {
    return {
      status: output === undefined ? 204 : 200,
      headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
      body: output === undefined ? "" : toJson(output),
    };
  }

  error(error: AwsError, requestId: string): HttpReply {
    return {
      status: error.status,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": requestId,
        "x-amzn-errortype": error.code,
      },
      body: toJson({ Code: error.code, Message: error.message, ...error.fields }),
    };
  }
}

function match(route: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (route.length !== path.length) {
    return undefined;
  }
  const labels: Record<string, string> = {};
  for (const [index, expected] of route.entries()) {
    const actual = path[index] ?? "";
    if (expected.startsWith("{")) {
      labels[expected.slice(1, -1)] = decodeURIComponent(actual);
    } else if (expected !== actual) {
      return undefined;
    }
  }
  return labels;
}
