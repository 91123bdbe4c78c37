import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "./aws-error";
import type { RecordedCall } from "./call-log";
import { targetOf } from "./call-log";
import type { Caller, CredentialStore } from "./credentials";
import { readSignature } from "./credentials";
import type { Attempt, Faults } from "./faults";
import { Identifiers } from "./identifiers";
import { Input } from "./input";
import { Json11Protocol } from "./protocols/json-1-1";
import type { DecodedRequest, HttpReply, HttpRequest } from "./protocols/protocol";
import type { Service } from "./service";

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Speaks for requests that belong to no service. */
const fallback = new Json11Protocol("");

/** Takes requests apart, finds who answers them, and writes the answer. */
export class HttpFrontend {
  readonly calls: RecordedCall[] = [];
  private readonly services: ReadonlyMap<string, Service>;
  private readonly requestIds = new Identifiers(2);

  constructor(
    services: readonly Service[],
    private readonly credentials: CredentialStore,
    private readonly faults: Faults,
    private readonly clock: () => number,
    private readonly endpoint: () => string,
  ) {
    this.services = new Map(services.map((service) => [service.signingName, service]));
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const reply = await this.answer(incoming);
    if (reply === "reset") {
      outgoing.socket?.resetAndDestroy();
      return;
    }
    outgoing.writeHead(reply.status, {
      ...reply.headers,
      "content-length": String(Buffer.byteLength(reply.body)),
    });
    outgoing.end(incoming.method === "HEAD" ? undefined : reply.body);
  }

  private async answer(incoming: IncomingMessage): Promise<HttpReply | "reset"> {
    const requestId = this.requestIds.uuid();
    const request = await readRequest(incoming);
    if (request === undefined) {
      return fallback.error(
        new AwsError("RequestEntityTooLarge", "The request is too large.", 413),
        requestId,
      );
    }
    const signature = readSignature(request.headers.authorization);
    if (signature === undefined) {
      const error = new AwsError("MissingAuthenticationToken", "Missing Authentication Token", 403);
      return fallback.error(error, requestId);
    }
    const caller = this.credentials.caller(signature);
    const service = this.services.get(signature.service);
    const decoded = service === undefined ? unknownOperation() : decode(service, request);
    const call = this.record(service?.actionPrefix ?? signature.service, decoded, request, caller);
    if (service === undefined || decoded instanceof AwsError) {
      const error = decoded instanceof AwsError ? decoded : unknownOperation();
      return finish(call, (service?.protocol ?? fallback).error(error, requestId), error.code);
    }
    const attempt = {
      service,
      operation: decoded.operation,
      accountId: caller.accountId,
      callerArn: caller.arn,
      region: caller.region,
      input: decoded.parameters,
    };
    const fault = this.faults.faultOf(attempt);
    if (fault?.kind === "reset") {
      call.error = "ConnectionReset";
      return "reset";
    }
    return this.faults.whileUnderWay(attempt, () => {
      try {
        if (fault !== undefined) {
          throw fault.error;
        }
        const output = this.run(attempt, decoded, caller);
        return finish(call, service.protocol.result(decoded.operation, output, requestId));
      } catch (thrown) {
        const error = thrown instanceof AwsError ? thrown : bug(thrown);
        return finish(call, service.protocol.error(error, requestId), error.code);
      }
    });
  }

  private run({ service, operation }: Attempt, decoded: DecodedRequest, caller: Caller): unknown {
    const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
    if (run === undefined) {
      throw new AwsError("UnknownOperationException", `The double does not have ${operation}.`);
    }
    const input = new Input(decoded.parameters, service.errors.rejectInput);
    return run(input, { caller, now: new Date(this.clock()), endpoint: this.endpoint() });
  }

  private record(
    service: string,
    decoded: DecodedRequest | AwsError,
    request: HttpRequest,
    caller: Caller,
  ): RecordedCall {
    const known = decoded instanceof AwsError ? undefined : decoded;
    const input = known?.parameters ?? {};
    const call: RecordedCall = {
      number: this.calls.length + 1,
      at: this.clock(),
      service,
      operation: known?.operation ?? `${request.method} ${request.path}`,
      target: targetOf(input),
      input,
      accountId: caller.accountId,
      region: caller.region,
      status: undefined,
      error: undefined,
    };
    this.calls.push(call);
    return call;
  }
}

function finish(call: RecordedCall, reply: HttpReply, error?: string): HttpReply {
  call.status = reply.status;
  call.error = error;
  return reply;
}

/** Not a 5xx: SDKs would repeat it, and hide a mistake of the double behind a timeout. */
function bug(thrown: unknown): AwsError {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new AwsError("AwsDoubleFailure", `The double failed: ${text}`, 400);
}

function unknownOperation(): AwsError {
  return new AwsError("UnknownOperationException", "The double does not have this operation.");
}

function decode(service: Service, request: HttpRequest): DecodedRequest | AwsError {
  try {
    return service.protocol.decode(request) ?? unknownOperation();
  } catch {
    return new AwsError("SerializationException", "The request could not be read.");
  }
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      return undefined;
    }
    chunks.push(chunk);
  }
  const url = incoming.url ?? "/";
  const cut = url.indexOf("?");
  return {
    method: incoming.method ?? "GET",
    path: cut === -1 ? url : url.slice(0, cut),
    query: new URLSearchParams(cut === -1 ? "" : url.slice(cut)),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}
