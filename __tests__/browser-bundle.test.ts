import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { globSync } from "tinyglobby";
import { readOrganizationFile } from "../src/sources/organization-file";

const ROOT = join(__dirname, "..");
const CORE = [
  "text",
  "policy",
  "effective",
  "capabilities",
  "organization",
  "change",
  "review",
  "jobs",
  "catalogue",
  "render",
];
const MINUTE = 60_000;

/** Everything of the core and the renderers in one script; what runs in it is set by the entry. */
async function bundled(entry: string): Promise<string> {
  const files = globSync(
    CORE.map((folder) => `src/${folder}/**/*.ts`),
    { cwd: ROOT },
  ).sort();
  const imports = files.map((file) => `import "./${file}";`).join("\n");
  const { outputFiles, warnings } = await build({
    stdin: { contents: `${imports}\n${entry}`, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  expect(warnings).toEqual([]);
  return outputFiles[0]!.text;
}

it(
  "the core and the renderers bundle for a browser and compute an effective policy there",
  async () => {
    const script = await bundled(`
      import { Organization } from "./src/organization/organization";
      import { EffectivePolicies } from "./src/organization/effective-policies";
      import { effectiveJson } from "./src/render/effective-json";
      const { organization } = Organization.create(data) as { organization: Organization };
      const policies = EffectivePolicies.compute(organization, new Date("2026-01-15T10:00:00Z"));
      globalThis.result = effectiveJson(policies, ["100000000001"]);
    `);
    const { data } = readOrganizationFile(join(ROOT, "stacks", "organization.yaml"));
    // What a page has, and the data: no require, no process, no Buffer.
    const context = createContext({ data, result: "", TextEncoder, TextDecoder, btoa, structuredClone });
    runInContext(script, context);
    const { effectivePolicies } = JSON.parse(context.result as string) as {
      readonly effectivePolicies: readonly { readonly status: string; readonly policy: object }[];
    };
    expect(effectivePolicies).toEqual([
      expect.objectContaining({
        accounts: ["100000000001"],
        status: "published",
        policy: { plans: expect.any(Object) as object },
      }),
    ]);
  },
  MINUTE,
);
