import { fastify } from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isSigned } from "./signature";
import { parseTaskRequest } from "./task-request";
import type { TaskRequest } from "./task-request";
import { processTask } from "./process-task";
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

const REQUEST_TIMEOUT = 10_000;

/** A server for the run tasks of HCP Terraform. */
export class RunTaskServer {
  private readonly queue: TaskQueue<TaskRequest>;
  private readonly app: FastifyInstance;
  private isStopping = false;

  constructor(private readonly options: RunTaskServerOptions) {
    this.queue = new TaskQueue({
      concurrency: options.concurrency,
      capacity: options.capacity,
      work: (task, signal) => processTask(task, options, signal),
    });
    this.app = fastify({
      logger: false,
      bodyLimit: options.maxBodyBytes,
      requestTimeout: REQUEST_TIMEOUT,
      connectionTimeout: REQUEST_TIMEOUT * 3,
      forceCloseConnections: "idle",
      routerOptions: { ignoreTrailingSlash: true },
    });
    this.routes();
  }

  /** @returns the address that it listens at */
  async start(host: string, port: number): Promise<string> {
    const address = await this.app.listen({ host, port });
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
    await this.queue.close(patience);
    await this.app.close();
    this.options.log("info", "stopped");
  }

  private routes(): void {
    const { app, options } = this;
    // The signature is over the bytes as they came: nothing may parse them before.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    app.get("/healthz", (_request, reply) =>
      reply
        .code(this.isStopping ? 503 : 200)
        .header("cache-control", "no-store")
        .send({ status: this.isStopping ? "stopping" : "ok", ...this.queue.counts }),
    );
    app.post(options.path, (request, reply) => this.take(request, reply));
    app.setErrorHandler((error: { readonly statusCode?: number; readonly code?: string }, request, reply) => {
      const status = error.statusCode ?? 500;
      options.log(status >= 500 ? "error" : "warn", "request refused", {
        status,
        code: error.code ?? "unknown",
        from: request.ip,
      });
      return reply.code(status).send({ error: status >= 500 ? "internal error" : "the request was refused" });
    });
  }

  private async take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { log, hmacKeys, hosts } = this.options;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = request.headers["x-tfc-task-signature"];
    if (!isSigned(body, typeof signature === "string" ? signature : undefined, hmacKeys)) {
      log("warn", "signature refused", { from: request.ip, bytes: body.length });
      return reply.code(401).send({ error: "the signature is missing or wrong" });
    }
    const parsed = parseTaskRequest(body.toString("utf8"));
    if (parsed.kind === "test") {
      log("info", "tested");
      return reply.code(200).send({ status: "ok" });
    }
    if (parsed.kind === "invalid") {
      log("warn", "request not understood", { reason: parsed.reason });
      return reply.code(422).send({ error: parsed.reason });
    }
    const { task } = parsed;
    const foreign = [task.callbackUrl, ...(task.planUrl === undefined ? [] : [task.planUrl])].some(
      (url) => hosts.own(url) === undefined,
    );
    if (foreign) {
      log("warn", "foreign host refused", { task: task.id });
      return reply
        .code(422)
        .send({ error: "the request names a host that is not the configured one: see --tfe-host" });
    }
    return this.admit(task, reply);
  }

  private async admit(task: TaskRequest, reply: FastifyReply): Promise<FastifyReply> {
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
        return reply.code(200).send({ status: admission });
      case "full":
      case "closed":
        // HCP Terraform tries again by itself.
        return reply
          .code(503)
          .header("retry-after", "30")
          .send({ error: admission === "full" ? "too many tasks wait" : "stopping" });
    }
  }
}
