import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface DoubleRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface DoubleAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a text. */
  readonly body?: unknown;
  /** Closes the connection instead of answering. */
  readonly reset?: boolean;
}

/** A server on this machine that stands in for another one, and remembers what it was asked. */
export class HttpDouble {
  readonly requests: DoubleRequest[] = [];
  /** Answered first, in this order; undefined lets a request through. */
  readonly faults: (DoubleAnswer | undefined)[] = [];
  private readonly server: Server;

  constructor(answer: (request: DoubleRequest) => DoubleAnswer | Promise<DoubleAnswer>) {
    this.server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const url = new URL(incoming.url ?? "/", "http://double");
        const request = {
          method: incoming.method ?? "",
          path: url.pathname,
          query: url.searchParams,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        };
        this.requests.push(request);
        const reply = async (): Promise<void> => {
          const { status, headers, body, reset } = this.faults.shift() ?? (await answer(request));
          if (reset === true) {
            outgoing.destroy();
            return;
          }
          outgoing.writeHead(status, { "content-type": "application/json", ...headers });
          outgoing.end(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
        };
        reply().catch((error: unknown) => {
          outgoing.writeHead(500).end(String(error));
        });
      });
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** `GET /path` of every request. */
  get log(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }
}
