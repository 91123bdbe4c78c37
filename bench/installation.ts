import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { medianOf, report } from "./measure";

const ROOT = join(__dirname, "..", "..");
const BINDINGS = "@cdktf/provider-aws/lib/organizations-policy";

/** Importing each entry point against a Node.js that does nothing, or that loads CDKTF; needs `npm run build`. */
export function benchImports(): void {
  const bare = medianOf(15, () => run("0"));
  for (const [name, file] of [
    ["cdktf-org-backup", "index.js"],
    ["cdktf-org-backup/policy", "policy.js"],
  ] as const) {
    const own = medianOf(15, () => run(load(join(ROOT, "lib", file))));
    report(`import ${name}`, { "node ms": bare, "import ms": own, ratio: own / bare });
  }
  const framework = medianOf(5, () => run(`${load("cdktf")}${load(BINDINGS)}`));
  const constructs = medianOf(5, () => run(load(join(ROOT, "lib", "constructs", "backup-policy.js"))));
  report("import cdktf-org-backup/constructs/backup-policy", {
    "cdktf and one binding ms": framework,
    "import ms": constructs,
    ratio: constructs / framework,
  });
}

/** What an installation takes on the disk: the package and what it depends on, without the optional peers. */
export function benchInstallation(): void {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<
      Record<string, { readonly dev?: boolean; readonly peer?: boolean; readonly optional?: boolean }>
    >;
  };
  const installed = Object.entries(packages)
    .filter(([path, { dev, peer }]) => path !== "" && dev !== true && peer !== true)
    .map(([path]) => join(ROOT, path))
    .filter((path) => existsSync(path));
  const dependencies = installed.reduce((sum, path) => sum + bytesIn(path), 0);
  const own =
    bytesIn(join(ROOT, "lib")) + bytesIn(join(ROOT, "help")) - bytesIn(join(ROOT, "help", "images"));
  report("installation", {
    packages: installed.length,
    "dependencies MB": dependencies / 1e6,
    "package MB": own / 1e6,
    ratio: (own + dependencies) / dependencies,
  });
}

function load(module: string): string {
  return `require(${JSON.stringify(module)});`;
}

function run(code: string): void {
  const { status, stderr } = spawnSync(process.execPath, ["-e", code], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
}

/** A package's own files: what it has installed below itself is listed by itself. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? bytesIn(path) : entry.isFile() ? statSync(path).size : 0);
    }, 0);
}
