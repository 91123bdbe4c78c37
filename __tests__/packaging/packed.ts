import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "../support/shared-folder";

export const ROOT = join(__dirname, "..", "..");

export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

const RESULT = "packed.json";

/** Builds and packs the package once for all tests, from a copy: other tests use what is built in the repository. */
export function pack(): Packed {
  const folder = sharedFolder("packed", packInto);
  return JSON.parse(readFileSync(join(folder, RESULT), "utf8")) as Packed;
}

function packInto(folder: string): void {
  for (const name of ["package.json", "README.md", "LICENSE", "SECURITY.md", "help"]) {
    if (existsSync(join(ROOT, name))) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
  }
  execFileSync(process.execPath, [join(ROOT, "scripts", "build.mjs"), join(folder, "lib")], { cwd: ROOT });
  const output = execFileSync("npm", ["pack", "--json", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [result] = JSON.parse(output) as readonly {
    readonly filename: string;
    readonly size: number;
    readonly unpackedSize: number;
    readonly files: readonly { readonly path: string }[];
  }[];
  const packed: Packed = {
    tarball: join(folder, result?.filename ?? ""),
    files: (result?.files ?? []).map(({ path }) => path),
    packedBytes: result?.size ?? 0,
    unpackedBytes: result?.unpackedSize ?? 0,
  };
  writeFileSync(join(folder, RESULT), JSON.stringify(packed));
}
