import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packageFolder } from "../package-folder";

/** What may take part beside the tool itself; the constructs need the first three. */
const PARTS = ["cdktf", "@cdktf/provider-aws", "constructs", "@aws-sdk/client-organizations"] as const;

/** The version of this package. */
export function ownVersion(): string {
  return versionIn(join(packageFolder(), "package.json")) ?? "unknown";
}

/** What `--version` prints: for a report of a defect, the versions of everything that took part. */
export function versionText(): string {
  const parts = PARTS.map((name) => `${name} ${installedVersion(name) ?? "not installed"}`);
  return [
    `org-backup ${ownVersion()}`,
    `Node.js ${process.versions.node} on ${process.platform} ${process.arch}`,
    ...parts,
  ].join("\n");
}

/** As the working directory sees it first: there the constructs are used. */
function installedVersion(name: string): string | undefined {
  for (const from of [join(process.cwd(), "x.js"), __filename]) {
    for (const folder of createRequire(from).resolve.paths(name) ?? []) {
      const version = versionIn(join(folder, name, "package.json"));
      if (version !== undefined) {
        return version;
      }
    }
  }
  return undefined;
}

function versionIn(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { readonly version?: string }).version;
  } catch {
    return undefined;
  }
}
