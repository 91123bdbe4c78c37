import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AwsDoubleOptions } from "./aws-double-options";
import type { AwsState } from "./aws-state";
import type { RecordedCall } from "./call-log";
import type { CredentialStore } from "./credentials";
import type { Credentials } from "./credentials";
import { Faults } from "./faults";
import { HttpFrontend } from "./http-frontend";
import { createServices } from "./services/create-services";

/**
 * AWS on 127.0.0.1: the real protocols, so that the real SDK and the real Terraform provider work against
 * it. One address serves every service; the service, account and Region of a request stand in its signature.
 */
export class AwsDouble {
  readonly faults: Faults;
  readonly state: AwsState;
  /** Every request in order of arrival, refused and dropped ones included. */
  readonly calls: readonly RecordedCall[];
  private readonly credentials: CredentialStore;
  private readonly server: Server;
  private address = "";

  private constructor(options: AwsDoubleOptions) {
    const clock = options.clock ?? Date.now;
    this.faults = new Faults(clock);
    const { state, services, credentials } = createServices(options, clock);
    this.state = state;
    this.credentials = credentials;
    const frontend = new HttpFrontend(services, credentials, this.faults, clock, () => this.address);
    this.calls = frontend.calls;
    this.server = createServer((request: IncomingMessage, response: ServerResponse) => {
      void frontend.handle(request, response);
    });
  }

  /** Starts a double; it listens when the promise resolves. */
  static async start(options: AwsDoubleOptions = {}): Promise<AwsDouble> {
    const double = new AwsDouble(options);
    await new Promise<void>((resolve, reject) => {
      double.server.once("error", reject);
      double.server.listen(options.port ?? 0, "127.0.0.1", resolve);
    });
    double.address = `http://127.0.0.1:${(double.server.address() as AddressInfo).port}`;
    return double;
  }

  /** `http://127.0.0.1:PORT`: the endpoint of every service. */
  get endpoint(): string {
    return this.address;
  }

  get url(): URL {
    return new URL(this.address);
  }

  /** Credentials of an administrator of an account. */
  credentialsFor(accountId: string): Credentials {
    return this.credentials.forAccount(accountId);
  }

  /** The calls of one operation, oldest first. */
  callsTo(operation: string): readonly RecordedCall[] {
    return this.calls.filter((call) => call.operation === operation);
  }

  async stop(): Promise<void> {
    const stopped = new Promise<void>((resolve, reject) => {
      this.server.close((error) => {
        if (error === undefined) {
          resolve();
        } else {
          reject(error);
        }
      });
    });
    this.server.closeAllConnections();
    await stopped;
  }
}
