import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsDouble } from "../__tests__/support/aws-double/aws-double";
import type { OrganizationSeed } from "../__tests__/support/aws-double/organization-seed";
import { report } from "./measure";
import { bigOrganizationFile } from "./big-organization";

const MAIN = join(__dirname, "..", "..", "lib", "cli", "main.js");
const SIZE = { accounts: 2_000, organizationalUnits: 400, policies: 100 };

/** `snapshot` of 2,000 accounts against as many bare requests, one after the other; needs `npm run build`. */
export async function benchSnapshot(): Promise<void> {
  const seed = bigOrganizationFile(SIZE) as unknown as OrganizationSeed;
  const double = await AwsDouble.start({ seed });
  const folder = mkdtempSync(join(tmpdir(), "bench-snapshot-"));
  const start = performance.now();
  await snapshot(double, join(folder, "organization.json"));
  const whole = performance.now() - start;
  const calls = double.calls.length;
  const bareStart = performance.now();
  for (let call = 0; call < calls; call += 1) {
    await (await fetch(double.endpoint)).arrayBuffer();
  }
  const bare = performance.now() - bareStart;
  await double.stop();
  rmSync(folder, { recursive: true, force: true });
  report("snapshot, 2000 accounts", {
    calls: String(calls),
    "bare requests ms": bare,
    "snapshot ms": whole,
    ratio: whole / bare,
  });
}

async function snapshot(double: AwsDouble, file: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [MAIN, "snapshot", "--out", file, "--endpoint-url", double.endpoint],
    {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: double.credentialsFor("100000000000").accessKeyId,
        AWS_SECRET_ACCESS_KEY: "bench",
        AWS_REGION: "eu-central-1",
        AWS_EC2_METADATA_DISABLED: "true",
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (status !== 0) {
    throw new Error(stderr);
  }
}
