import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsError } from "../../../src/sources/live/aws-error";
import type { FailedCall } from "../../../src/sources/live/aws-error";
import { awsFailure } from "../../../src/sources/live/aws-failure";
import { AwsError } from "../../support/aws-double/aws-error";
import { LiveDouble, SECRET } from "../../support/live-double";
import { runCli } from "../../support/run-cli";

let live: LiveDouble;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "aws-errors-"));
  live = await LiveDouble.start();
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a user reads; the command has failed, has printed no result, and has told no secret. */
async function failure(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await live.run(
    "snapshot",
    "--out",
    join(folder, "organization.yaml"),
    ...args,
  );
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).not.toContain(SECRET);
  expect(stderr).not.toMatch(/A[KS]IA[A-Z0-9]/);
  expect(readdirSync(folder).filter((name) => name === "organization.yaml")).toEqual([]);
  return stderr;
}

describe("every AWS error has its own message", () => {
  test("no credentials", async () => {
    live.asNobody();
    expect(await failure()).toBe(
      "error: No AWS credentials were found.\nhint: Sign in (aws sso login), name another profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n",
    );
  });

  test("no such profile", async () => {
    live.asNobody();
    const stderr = await failure("--profile", "no-such");
    expect(stderr).toContain('error: No AWS credentials were found for the profile "no-such".');
    expect(stderr).toContain("aws sso login --profile no-such");
  });

  test("a sign-in that has expired", async () => {
    const expired = new AwsError(
      "ExpiredTokenException",
      "The security token included in the request is expired",
    );
    live.double.faults.failNext(1, "organizations:DescribeOrganization", expired);
    expect(await failure()).toBe(
      "error: The AWS credentials have expired.\nhint: Sign in again, for example with: aws sso login\n",
    );
  });

  test("credentials that AWS does not accept", async () => {
    const invalid = new AwsError(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
    live.double.faults.failNext(1, "organizations:DescribeOrganization", invalid);
    expect(await failure()).toContain(
      "error: AWS does not accept the credentials (UnrecognizedClientException, calling organizations:DescribeOrganization).",
    );
  });

  test("an action that is not allowed, with its name, the caller and where to read what is needed", async () => {
    live.double.faults.deny("organizations:ListPolicies");
    expect(await failure()).toBe(
      "error: arn:aws:iam::111111111111:user/administrator may not call organizations:ListPolicies: access denied.\nhint: Allow the action in the caller's IAM policies; org-backup help snapshot lists all that are needed.\n",
    );
  });

  test("an account that is not the management account", async () => {
    live.as(live.double.credentialsFor("200000000004").accessKeyId);
    const stderr = await failure();
    expect(stderr).toContain(
      "error: Account 200000000004 may not call organizations:ListRoots: it is not the management account (111111111111)",
    );
    expect(stderr).toContain(
      "hint: Use credentials of the management account or of a delegated administrator",
    );
  });

  test("an account without an organization", async () => {
    live.as(live.double.credentialsFor("999999999999").accessKeyId);
    expect(await failure()).toContain(
      "error: The account is not a member of an organization: AWS Organizations is not in use.\nhint: ",
    );
  });

  test("a role that cannot be assumed", async () => {
    const stderr = await failure("--role-arn", "arn:aws:iam::111111111111:role/NoSuchRole");
    expect(stderr).toContain("error: The role may not be assumed: ");
    expect(stderr).toContain("sts:AssumeRole on resource: arn:aws:iam::111111111111:role/NoSuchRole");
  });

  test("a Region that does not exist", async () => {
    const { status, stderr } = await runCli(
      "snapshot",
      "--out",
      join(folder, "o.yaml"),
      "--region",
      "eu_central 1",
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      'error: There is no endpoint for organizations:DescribeOrganization in the Region "eu_central 1".\nhint: Check --region',
    );
  });

  test("an address where no one answers", async () => {
    const { status, stderr } = await runCli(
      "snapshot",
      "--out",
      join(folder, "o.yaml"),
      "--endpoint-url",
      "http://127.0.0.1:9",
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      "error: AWS cannot be reached (ECONNREFUSED, calling organizations:DescribeOrganization)",
    );
    expect(stderr).toContain("--endpoint-url");
  });

  test("an AWS that keeps failing", async () => {
    live.double.faults.failRandomly(1, 1, "organizations:DescribeOrganization", 503);
    expect(await failure()).toContain("error: AWS failed to answer organizations:DescribeOrganization (503 ");
  });

  test("an AWS that keeps throttling", async () => {
    live.double.faults.throttle({ rate: 0, burst: 0 }, "organizations:DescribeOrganization");
    // Twelve attempts take minutes: timers that run faster.
    const { setTimeout: inTime } = globalThis;
    const fast = jest
      .spyOn(globalThis, "setTimeout")
      .mockImplementation((run: () => void, wait = 0) => inTime(run, wait / 100));
    const stderr = await failure();
    fast.mockRestore();
    expect(live.double.callsTo("DescribeOrganization")).toHaveLength(12);
    expect(stderr).toContain(
      "error: AWS keeps throttling organizations:DescribeOrganization (TooManyRequestsException).",
    );
  }, 30_000);

  test("told with --log-level debug, with a stack and without a secret", async () => {
    live.double.faults.deny("organizations:ListPolicies");
    const main = join(__dirname, "..", "..", "..", "src", "cli", "main.ts");
    const args = ["--log-level", "debug", "snapshot", "--out", join(folder, "organization.yaml")];
    const child = spawn(
      process.execPath,
      ["--no-warnings", "--import", "tsx", main, ...args, "--endpoint-url", live.double.endpoint],
      { env: process.env, stdio: ["ignore", "ignore", "pipe"] },
    );
    let stderr = "";
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
    expect(stderr).toContain("may not call organizations:ListPolicies: access denied.");
    expect(stderr).toMatch(/^ {4}at /m);
    expect(stderr).not.toContain(SECRET);
    expect(stderr).not.toMatch(/A[KS]IA[A-Z0-9]|Signature=|AWS4-HMAC/);
  }, 30_000);

  test("anything else that AWS refuses, with AWS's own words", async () => {
    live.double.faults.failNext(
      1,
      "organizations:ListRoots",
      new AwsError("InvalidInputException", "You sent nonsense.", 400, { Reason: "INVALID_ENUM" }),
    );
    expect(await failure()).toContain(
      "error: AWS refused organizations:ListRoots (InvalidInputException, INVALID_ENUM): You sent nonsense.",
    );
  });

  test("credentials in a profile's file work, and only --profile names them", async () => {
    live.asNobody();
    const file = join(folder, "credentials");
    writeFileSync(
      file,
      `[team]\naws_access_key_id = AKIATEST111111111111\naws_secret_access_key = ${SECRET}\n`,
    );
    process.env.AWS_SHARED_CREDENTIALS_FILE = file;
    const out = join(folder, "organization.yaml");
    expect(await live.run("snapshot", "--out", out, "--profile", "team")).toMatchObject({ status: 0 });
    expect((await live.run("snapshot", "--out", out)).stderr).toContain("No AWS credentials were found.");
  });
});

describe("messages", () => {
  const call: FailedCall = {
    action: "organizations:ListAccounts",
    region: "eu-central-1",
    profile: undefined,
    caller: undefined,
    managementAccountId: undefined,
    helpTopic: "snapshot",
  };

  test.each([
    [
      "InvalidSignatureException",
      "The Canonical String should have been ... x-amz-security-token:FwoGZXIvYXdzEJ",
    ],
    ["SomethingElse", "x-amz-security-token: FwoGZXIvYXdzEJ of ASIAABCDEFGHIJKLMNOP, Signature=0123abcdef"],
  ])("of %s never hold tokens, keys or signatures, in the cause neither", (name, message) => {
    const error = Object.assign(new Error(message), {
      name,
      $response: { headers: { authorization: "AWS4 secret" } },
    });
    const { message: shown, cause } = awsError(awsFailure(error), call, error);
    const all = `${shown} ${(cause as Error).message} ${(cause as Error).stack ?? ""} ${JSON.stringify(cause)}`;
    expect(all).not.toMatch(/FwoGZXIvYXdzEJ|ASIAABCD|0123abcdef|AWS4/);
    expect((cause as Error).name).toBe(name);
  });

  test("of a denial say which kind of policy denies, since allowing does not help there", () => {
    const error = {
      name: "AccessDeniedException",
      message:
        "User: arn:aws:iam::111111111111:user/x is not authorized to perform: organizations:ListAccounts with an explicit deny in a service control policy",
    };
    const { message, hint } = awsError(awsFailure(error), call, error);
    expect(message).toBe(
      "The caller may not call organizations:ListAccounts: access denied, with an explicit deny in a service control policy.",
    );
    expect(hint).toContain("change the service control policy.");
  });

  test.each([
    [
      {
        name: "CredentialsProviderError",
        message: "Profile team requires multi-factor authentication, but no MFA code callback was provided.",
      },
      "The role of the profile takes a code of multi-factor authentication, which is not asked for here.",
    ],
    [
      {
        name: "CredentialsProviderError",
        message: "The SSO session associated with this profile has expired.",
      },
      "The AWS credentials have expired.",
    ],
    [
      { name: "RequestTimeTooSkewed", message: "x" },
      "AWS refuses the request because of its time: the clock of this computer differs from AWS's.",
    ],
    [
      { name: "Error", message: "Region is missing" },
      "No Region is set, organizations:ListAccounts needs one.",
    ],
    [
      {
        name: "Error",
        message: "getaddrinfo ENOTFOUND organizations.eu-west-9.amazonaws.com",
        code: "ENOTFOUND",
      },
      'There is no endpoint for organizations:ListAccounts in the Region "eu-central-1".',
    ],
    [
      {
        name: "Error",
        message: "self-signed certificate in certificate chain",
        code: "SELF_SIGNED_CERT_IN_CHAIN",
      },
      "AWS cannot be reached (SELF_SIGNED_CERT_IN_CHAIN, calling organizations:ListAccounts): self-signed certificate in certificate chain",
    ],
  ])("%j", (error, message) => {
    expect(awsError(awsFailure(error), call, error).message).toBe(message);
  });
});
