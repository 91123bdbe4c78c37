import { createServer, request as forward } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const FAULTS = [
  "hang",
  "drip",
  "reset",
  "broken-off",
  "cut",
  "html-200",
  "html-502",
  "wrong-types",
  "same-token",
  "endless",
  "throttle",
  "500",
] as const;
export type ProxyFault = (typeof FAULTS)[number];

const HTML =
  "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>secret-of-the-proxy</body></html>";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Stands between the command line and the AWS double, and does what networks, proxies and broken services do. */
export class FaultProxy {
  /** The actions that came by, each once, in order: `ListAccounts`. */
  readonly actions = new Set<string>();
  fault: ProxyFault | undefined;
  /** The action that is hit; every one if undefined. */
  target: string | undefined;
  /** Requests that were hit. */
  hits = 0;
  private readonly server: Server;
  private readonly drips = new Set<NodeJS.Timeout>();

  private constructor(private readonly upstream: string) {
    this.server = createServer((incoming, outgoing) => {
      this.handle(incoming, outgoing).catch(() => {
        outgoing.destroy();
      });
    });
  }

  static async start(upstream: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  set(fault: ProxyFault | undefined, target?: string): void {
    [this.fault, this.target, this.hits] = [fault, target, 0];
    this.quiet();
  }

  async stop(): Promise<void> {
    this.quiet();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private quiet(): void {
    this.drips.forEach((drip) => {
      clearInterval(drip);
    });
    this.drips.clear();
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await textOf(incoming);
    const action = actionOf(incoming, body);
    this.actions.add(action);
    const isHit = this.fault !== undefined && (this.target === undefined || this.target === action);
    if (!isHit) {
      send(outgoing, await this.ask(incoming, body));
      return;
    }
    this.hits += 1;
    await this.spoil(this.fault ?? "reset", incoming, body, outgoing);
  }

  private async spoil(
    fault: ProxyFault,
    incoming: IncomingMessage,
    body: string,
    outgoing: ServerResponse,
  ): Promise<void> {
    switch (fault) {
      case "hang":
        return;
      case "drip": {
        outgoing.writeHead(200, { "content-type": "application/json" });
        const drip = setInterval(() => outgoing.write(" "), 20);
        this.drips.add(drip);
        outgoing.on("close", () => {
          clearInterval(drip);
        });
        return;
      }
      case "reset":
        outgoing.socket?.resetAndDestroy();
        return;
      case "html-200":
      case "html-502":
        send(outgoing, {
          status: Number(fault.slice(5)),
          headers: { "content-type": "text/html" },
          body: HTML,
        });
        return;
      case "throttle":
        send(outgoing, {
          status: 429,
          headers: { "content-type": "application/json", "x-amzn-errortype": "TooManyRequestsException" },
          body: '{"__type":"TooManyRequestsException","message":"Rate exceeded"}',
        });
        return;
      case "500":
        send(outgoing, { status: 500, headers: { "content-type": "text/plain" }, body: "" });
        return;
      default:
        this.spoilAnswer(fault, await this.ask(incoming, body), outgoing);
    }
  }

  private spoilAnswer(fault: ProxyFault, answer: Answer, outgoing: ServerResponse): void {
    const half = answer.body.slice(0, Math.ceil(answer.body.length / 2));
    if (fault === "broken-off") {
      outgoing.writeHead(answer.status, {
        ...given(answer.headers),
        "content-length": String(answer.body.length + 1),
      });
      outgoing.write(half, () => outgoing.socket?.resetAndDestroy());
      return;
    }
    send(outgoing, { ...answer, body: fault === "cut" ? half : this.changed(fault, answer.body) });
  }

  /** JSON only: answers in XML stay as they are. */
  private changed(fault: ProxyFault, body: string): string {
    if (!body.startsWith("{")) {
      return fault === "same-token" || fault === "endless" ? withMarker(body, this.token(fault)) : body;
    }
    const json = JSON.parse(body) as Record<string, unknown>;
    for (const [key, value] of Object.entries(json)) {
      if (fault === "wrong-types") {
        json[key] = Array.isArray(value) ? { "0": value } : typeof value === "object" ? "text" : 7;
      } else if (fault === "endless" && Array.isArray(value)) {
        json[key] = [];
      }
    }
    if (fault !== "wrong-types") {
      json.NextToken = this.token(fault);
    }
    return JSON.stringify(json);
  }

  private token(fault: ProxyFault): string {
    return fault === "endless" ? `token-${this.hits}` : "token-of-the-proxy";
  }

  /** Tokens of the proxy are unknown to the double: it gives the first page each time. */
  private ask(incoming: IncomingMessage, body: string): Promise<Answer> {
    const isOwn = (token: unknown): boolean => typeof token === "string" && token.startsWith("token-");
    let sent = body;
    if (body.startsWith("{")) {
      const json = JSON.parse(body) as Record<string, unknown>;
      if (isOwn(json.NextToken)) {
        delete json.NextToken;
        sent = JSON.stringify(json);
      }
    } else {
      sent = body.replace(/&Marker=token-[^&]*/, "");
    }
    const path = (incoming.url ?? "/").replace(/([?&])nextToken=token-[^&]*&?/i, "$1");
    return new Promise((resolve, reject) => {
      const headers = { ...incoming.headers, "content-length": String(Buffer.byteLength(sent)) };
      const upstream = forward(
        `${this.upstream}${path}`,
        { method: incoming.method, headers },
        (response) => {
          textOf(response).then(
            (text) =>
              resolve({
                status: response.statusCode ?? 502,
                // The proxy says the length instead.
                headers: { ...response.headers, "transfer-encoding": undefined },
                body: text,
              }),
            reject,
          );
        },
      );
      upstream.on("error", reject);
      upstream.end(sent);
    });
  }
}

/** Without those that are undefined. */
function given(headers: Answer["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { ...given(headers), "content-length": String(Buffer.byteLength(body)) });
  outgoing.end(body);
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** `AWSOrganizationsV20161128.ListAccounts` in a header, `Action=GetRole` in a form, or a path of AWS Backup. */
function actionOf(incoming: IncomingMessage, body: string): string {
  const target = incoming.headers["x-amz-target"];
  if (typeof target === "string") {
    return target.split(".").at(-1) ?? "";
  }
  const form = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  return form ?? `${incoming.method ?? ""} ${(incoming.url ?? "").replace(/\?.*$/, "")}`;
}

function withMarker(xml: string, marker: string): string {
  return xml
    .replace(/<\/(\w+Result)>/, `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker></$1>`)
    .replace("<IsTruncated>false</IsTruncated>", "");
}
