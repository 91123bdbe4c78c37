import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describeWithTerraform } from "../support/terraform";
import type { Terraform } from "../support/terraform";
import { synthesizeRandomApp } from "./random-app";

/** How many apps, and which: `RANDOM_APPS=200 RANDOM_APPS_SEED=7 npx jest __tests__/e2e/random-apps`. */
const COUNT = Number(process.env.RANDOM_APPS ?? "20");
const SEED = Number(process.env.RANDOM_APPS_SEED ?? "1");
const seeds = Array.from({ length: COUNT }, (_, index) => SEED * 1_000 + index);

const folder = mkdtempSync(join(tmpdir(), "random-apps-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly range?: { readonly filename: string };
  }[];
}

/** All stacks as modules of one configuration: reading the provider's schema is what takes time. */
async function validateAll(terraform: Terraform, stacks: readonly string[]): Promise<Validation> {
  const module = Object.fromEntries(
    stacks.map((stack, index) => [`stack${index}`, { source: `./${relative(folder, stack)}` }]),
  );
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ module }));
  await terraform.mustRun(folder, ["init", "-no-color"]);
  const { stdout } = await terraform.run(folder, ["validate", "-json"]);
  return JSON.parse(stdout) as Validation;
}

function stacksIn(outdir: string): readonly string[] {
  return readdirSync(join(outdir, "stacks")).map((name) => join(outdir, "stacks", name));
}

/** `stack/type.name` of everything that Terraform manages or reads. */
function addressesIn(outdir: string): readonly string[] {
  return stacksIn(outdir).flatMap((stack) => {
    const json = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as Readonly<
      Record<string, Readonly<Record<string, Readonly<Record<string, object>>>> | undefined>
    >;
    return ["resource", "data"].flatMap((section) =>
      Object.entries(json[section] ?? {}).flatMap(([type, blocks]) =>
        Object.keys(blocks).map((name) => `${stack.slice(outdir.length)}/${section}.${type}.${name}`),
      ),
    );
  });
}

describeWithTerraform(`${COUNT} random apps from seed ${SEED}`, (terraform) => {
  const providerVersion = terraform.awsProviderVersion;
  const outdir = (seed: number): string => join(folder, `app-${seed}`);

  it.each(seeds)("%d: keeps its addresses when something unrelated is added", (seed) => {
    const more = `${outdir(seed)}-unrelated`;
    synthesizeRandomApp({ outdir: outdir(seed), seed, providerVersion, withUnrelated: false });
    synthesizeRandomApp({ outdir: more, seed, providerVersion, withUnrelated: true });
    const before = addressesIn(outdir(seed));
    const after = new Set(addressesIn(more));
    expect(before.length).toBeGreaterThan(0);
    expect(before.filter((address) => !after.has(address))).toEqual([]);
  });

  it("are all valid to the real Terraform and the real provider", async () => {
    const { valid, diagnostics } = await validateAll(
      terraform,
      seeds.flatMap((seed) => stacksIn(outdir(seed))),
    );
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect([valid, errors.map(({ summary, range }) => [summary, range?.filename])]).toEqual([true, []]);
  });
});
