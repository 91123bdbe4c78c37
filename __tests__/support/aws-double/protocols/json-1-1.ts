import type { AwsError } from "../aws-error";
import type { DecodedRequest, HttpReply, HttpRequest, Protocol } from "./protocol";
import { parseJsonObject, toJson } from "./protocol";

/** AWS JSON 1.1: one address, `X-Amz-Target: PREFIX.Operation`, JSON both ways. */
export class Json11Protocol implements Protocol {
  /** `messageMember` is the case that the service's model writes for the message of an error. */
  constructor(
    private readonly targetPrefix: string,
    private readonly messageMember: "Message" | "message" = "message",
  ) {}

  decode(request: HttpRequest): DecodedRequest | undefined {
    const target = request.headers["x-amz-target"];
    if (typeof target !== "string" || !target.startsWith(`${this.targetPrefix}.`)) {
      return undefined;
    }
    return {
      operation: target.slice(this.targetPrefix.length + 1),
      parameters: parseJsonObject(request.body.toString("utf8")),
    };
  }

  result(_operation: string, output: unknown, requestId: string): HttpReply {
    return this.reply(200, toJson(output ?? {}), requestId);
  }

  error(error: AwsError, requestId: string): HttpReply {
    const body = { __type: error.code, [this.messageMember]: error.message, ...error.fields };
    return this.reply(error.status, toJson(body), requestId);
  }

  private reply(status: number, body: string, requestId: string): HttpReply {
    return {
      status,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId },
      body,
    };
  }
}
