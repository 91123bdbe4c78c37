import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
  readonly unpackedBytes: number;
}

/** Builds and packs the package from a copy, since other tests use what is built in the repository. */
export function pack(): Packed {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  for (const name of ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "help"]) {
    if (existsSync(join(ROOT, name))) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
  }
  const tsc = require.resolve("typescript/bin/tsc");
  const config = join(ROOT, "tsconfig.build.json");
  execFileSync(process.execPath, [tsc, "-p", config, "--outDir", join(folder, "lib")], { cwd: ROOT });
  const output = execFileSync("npm", ["pack", "--json", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [result] = JSON.parse(output) as readonly {
    readonly filename: string;
    readonly unpackedSize: number;
    readonly files: readonly { readonly path: string }[];
  }[];
  return {
    tarball: join(folder, result?.filename ?? ""),
    files: (result?.files ?? []).map(({ path }) => path),
    unpackedBytes: result?.unpackedSize ?? 0,
  };
}
