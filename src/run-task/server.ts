import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { HttpBindings, ServerType } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isSigned } from "./signature";
import { parseTaskRequest } from "./task-request";
import type { TaskRequest } from "./task-request";
import { LAST_WORDS, processTask } from "./process-task";
import type { ProcessOptions } from "./process-task";
import { TaskQueue } from "./task-queue";

export interface RunTaskServerOptions extends ProcessOptions {
  /** Requests must be signed with one of them; several while a key is being changed. */
  readonly hmacKeys: readonly string[];
  /** Where requests are taken. */
  readonly path: string;
  /** Of one request. */
  readonly maxBodyBytes: number;
  /** Tasks worked on at the same time. */
  readonly concurrency: number;
  /** Tasks that may wait; further ones are asked to come again. */
  readonly capacity: number;
}

type RequestContext = Context<{ Bindings: HttpBindings }>;

const REQUEST_TIMEOUT = 10_000;
const CLOSING_TIMEOUT = 1000;

/** A server for the run tasks of HCP Terraform. */
export class RunTaskServer {
  private readonly queue: TaskQueue<TaskRequest>;
  private readonly app = new Hono<{ Bindings: HttpBindings }>({ strict: false });
  private server: ServerType | undefined;
  private isStopping = false;

  constructor(private readonly options: RunTaskServerOptions) {
    this.queue = new TaskQueue({
      concurrency: options.concurrency,
      capacity: options.capacity,
      work: (task, signal) => processTask(task, options, signal),
    });
    this.routes();
  }

  /** @returns the address that it listens at */
  async start(host: string, port: number): Promise<string> {
    const address = await new Promise<string>((resolve, reject) => {
      const server = serve({ fetch: this.app.fetch, hostname: host, port }, (bound) => {
        const name = bound.family === "IPv6" ? `[${bound.address}]` : bound.address;
        resolve(`http://${name}:${bound.port}`);
      });
      server.once("error", reject);
      limitTimes(server as Server);
      this.server = server;
    });
    this.options.log("info", "listening", { address, path: this.options.path });
    return address;
  }

  /**
   * Takes no more tasks, waits for those it has, then stops the rest and says so to HCP Terraform.
   *
   * @param patience in milliseconds
   */
  async stop(patience: number): Promise<void> {
    this.isStopping = true;
    this.options.log("info", "stopping", this.queue.counts);
    const left = await this.queue.close(patience, LAST_WORDS + CLOSING_TIMEOUT);
    if (left > 0) {
      this.options.log("error", "tasks left without a result", { tasks: left });
    }
    await this.close();
    this.options.log("info", "stopped");
  }

  /** Lets responses that are being sent finish for a moment, and drops idle connections. */
  private async close(): Promise<void> {
    const server = this.server as Server | undefined;
    if (server !== undefined) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), CLOSING_TIMEOUT);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      });
    }
  }

  private routes(): void {
    const { app, options } = this;
    app.get("/healthz", (context) =>
      context.json(
        { status: this.isStopping ? "stopping" : "ok", ...this.queue.counts },
        this.isStopping ? 503 : 200,
        { "cache-control": "no-store" },
      ),
    );
    const limit = bodyLimit({
      maxSize: options.maxBodyBytes,
      onError: (context) => this.refuse(context as RequestContext, 413, "too large"),
    });
    app.post(options.path, limit, (context) => this.take(context));
    app.notFound((context) => context.json({ error: "not found" }, 404));
    app.onError((error, context) => this.refuse(context, 500, error.name));
  }

  private refuse(context: RequestContext, status: 413 | 500, reason: string): Response {
    this.options.log(status === 500 ? "error" : "warn", "request refused", {
      status,
      reason,
      from: senderOf(context),
    });
    return context.json({ error: status === 500 ? "internal error" : "the request was refused" }, status);
  }

  private async take(context: RequestContext): Promise<Response> {
    const { log, hmacKeys, hosts } = this.options;
    // The signature is over the bytes as they came: nothing may parse them before.
    const body = Buffer.from(await context.req.arrayBuffer());
    if (!isSigned(body, context.req.header("x-tfc-task-signature"), hmacKeys)) {
      log("warn", "signature refused", { from: senderOf(context), bytes: body.length });
      return context.json({ error: "the signature is missing or wrong" }, 401);
    }
    const parsed = parseTaskRequest(body.toString("utf8"));
    if (parsed.kind === "test") {
      log("info", "tested");
      return context.json({ status: "ok" });
    }
    if (parsed.kind === "invalid") {
      log("warn", "request not understood", { reason: parsed.reason });
      return context.json({ error: parsed.reason }, 422);
    }
    const { task } = parsed;
    const foreign = [task.callbackUrl, ...(task.planUrl === undefined ? [] : [task.planUrl])].some(
      (url) => hosts.own(url) === undefined,
    );
    if (foreign) {
      log("warn", "foreign host refused", { task: task.id });
      return context.json(
        { error: "the request names a host that is not the configured one: see --tfe-host" },
        422,
      );
    }
    return this.admit(task, context);
  }

  private admit(task: TaskRequest, context: RequestContext): Response {
    const admission = this.queue.add(task);
    this.options.log(admission === "full" ? "warn" : "info", "task", {
      task: task.id,
      run: task.run.id,
      workspace: task.run.workspace,
      stage: task.stage,
      admission,
      ...this.queue.counts,
    });
    switch (admission) {
      case "queued":
      case "known":
        return context.json({ status: admission });
      case "full":
      case "closed":
        // HCP Terraform retries by itself.
        return context.json({ error: admission === "full" ? "too many tasks wait" : "stopping" }, 503, {
          "retry-after": "30",
        });
    }
  }
}

/** A client that sends slowly, or nothing at all, keeps no connection for long. */
function limitTimes(server: Server): void {
  server.requestTimeout = REQUEST_TIMEOUT;
  server.headersTimeout = REQUEST_TIMEOUT;
  server.setTimeout(REQUEST_TIMEOUT * 3);
}

function senderOf(context: RequestContext): string {
  return context.env.incoming.socket.remoteAddress ?? "unknown";
}
