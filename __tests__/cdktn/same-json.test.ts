import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";

const ROOT = join(__dirname, "..", "..");

function stacksIn(outdir: string): Readonly<Record<string, unknown>> {
  const folder = join(outdir, "stacks");
  return Object.fromEntries(
    readdirSync(folder).map((stack) => [
      stack,
      withoutVersions(JSON.parse(readFileSync(join(folder, stack, "cdk.tf.json"), "utf8")) as Synthesized),
    ]),
  );
}

interface Synthesized {
  readonly terraform: {
    readonly required_providers: {
      readonly aws: { readonly version?: string; readonly source?: string };
    };
  };
}

/** What may differ: versions, what the framework notes about itself, and `aws` for `hashicorp/aws`, its long name. */
function withoutVersions({ terraform, ...rest }: Synthesized): unknown {
  const { aws, ...others } = terraform.required_providers;
  const { version, source } = aws;
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(source).toMatch(/^(hashicorp\/)?aws$/);
  const text = JSON.stringify(
    { ...rest, terraform: { ...terraform, required_providers: others } },
    (key, value: unknown) => (key === "//" ? undefined : value),
  );
  return JSON.parse(text) as unknown;
}

test("the example is the same JSON on CDK Terrain and on CDKTF", () => {
  const onCdktn = mkdtempSync(join(tmpdir(), "on-cdktn-"));
  buildApp({ ...stacksConfig({}), outdir: onCdktn }).synth();
  const onCdktf = mkdtempSync(join(tmpdir(), "on-cdktf-"));
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "stacks/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: onCdktf },
    encoding: "utf8",
  });
  expect([status, stderr.replaceAll(/npm warn.*\n/g, "")]).toEqual([0, ""]);
  expect(require.resolve("cdktf")).toContain("cdktn");
  expect(stacksIn(onCdktn)).toEqual(stacksIn(onCdktf));
});
