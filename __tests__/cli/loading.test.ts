import { spawnSync } from "node:child_process";
import { join } from "node:path";

const main = join(__dirname, "..", "..", "src", "cli", "main.ts");

/** The packages and source folders that a command line loads. */
function loadedBy(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly modules: readonly string[];
} {
  const script = `
    process.argv = [process.argv[0], ${JSON.stringify(main)}, ...${JSON.stringify(args)}];
    process.on("exit", () => process.stderr.write("\\nLOADED " + JSON.stringify(Object.keys(require.cache))));
    require(${JSON.stringify(main)});
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--eval", script], {
    encoding: "utf8",
  });
  const [, loaded = "[]"] = /LOADED (.*)$/s.exec(stderr) ?? [];
  return {
    status,
    stdout,
    modules: (JSON.parse(loaded) as string[]).map((file) => file.replaceAll("\\", "/")),
  };
}

function packagesOf(modules: readonly string[]): readonly string[] {
  const names = modules.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  // tsx and esbuild run the TypeScript here; the built command line has neither.
  return [...new Set(names)].filter((name) => name !== "tsx" && !name.includes("esbuild")).sort();
}

describe("loading", () => {
  test("--help loads what reads flags and suggests spellings: no command, no framework, no AWS SDK", () => {
    const { status, stdout, modules } = loadedBy("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: org-backup");
    expect(packagesOf(modules)).toEqual(["@commander-js/extra-typings", "commander", "fastest-levenshtein"]);
    expect(modules.filter((file) => /\/src\/(cli\/commands|app|render|review|sources)\//.test(file))).toEqual(
      [],
    );
  });

  test.each([
    ["plan --help", ["plan", "--help"]],
    ["effective", ["effective", "--org", "stacks/organization.yaml"]],
    ["validate", ["validate", "__tests__/fixtures/policies/superwerker.json"]],
  ])("%s loads neither cdktf nor the bindings nor the AWS SDK", (_name, args) => {
    const { status, modules } = loadedBy(...args);
    expect(status).toBe(0);
    expect(
      packagesOf(modules).filter(
        // The parser of ARNs is one file without imports.
        (name) =>
          /^(cdktf|constructs|@cdktf\/|@aws-sdk\/|@smithy\/)/.test(name) &&
          name !== "@aws-sdk/util-arn-parser",
      ),
    ).toEqual([]);
  });
});
