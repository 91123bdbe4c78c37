// Another release of Node.js, as npm carries it: no version manager is needed.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Installs the newest Node.js of a major release below a folder; the path of its program. */
export function installNode(release, folder) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies: { [name]: `^${release}` } }),
  );
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
  });
  return join(folder, "node_modules", name, "bin", platform === "win" ? "node.exe" : "node");
}

/** The environment in which `node`, and programs written for it, are the one of a path. */
export function environmentOf(node) {
  const separator = process.platform === "win32" ? ";" : ":";
  return { ...process.env, PATH: `${dirname(node)}${separator}${process.env.PATH ?? ""}` };
}
