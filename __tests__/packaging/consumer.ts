import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sharedFolder } from "../support/shared-folder";
import { pack, ROOT } from "./packed";

/** The template of `cdktf init --template=typescript`, as the CDKTF command line ships it. */
export const CDKTF_TEMPLATE = join(ROOT, "node_modules", "cdktf-cli", "bundle", "templates", "typescript");

/** What an app of `cdktf init` has, with the bindings and the tarball; TypeScript 7 under a name of its own. */
const PACKAGES = [
  "cdktf@0.21.0",
  "constructs@10.7.2",
  "@cdktf/provider-aws@21.22.1",
  "@types/jest@30",
  "@types/node@20",
  "jest@30",
  "ts-jest@29",
  "ts-node@10",
  "tsx@4",
  "typescript@~5.9.3",
  "typescript7@npm:typescript@7",
];

/** The `node_modules` of a CDKTF app that has installed the tarball with npm; once for all tests. */
export function installedApp(): string {
  const folder = sharedFolder("installed-app", (empty) => {
    writeFileSync(join(empty, "package.json"), JSON.stringify({ name: "app", private: true }));
    npmInstall(empty, [pack().tarball, ...PACKAGES]);
    // The command line of CDKTF is large and none of ours: the one of the repository will do.
    symlinkSync(join(ROOT, "node_modules", "cdktf-cli"), join(empty, "node_modules", "cdktf-cli"));
    const bin = join(empty, "node_modules", ".bin", "cdktf");
    symlinkSync(join("..", "cdktf-cli", "bundle", "bin", "cdktf"), bin);
  });
  return join(folder, "node_modules");
}

/** The folder into which the tarball alone is installed, without the optional peers; once for all tests. */
export function installedPackage(): string {
  return sharedFolder("installed-package", (empty) => {
    writeFileSync(join(empty, "package.json"), JSON.stringify({ name: "project", private: true }));
    npmInstall(empty, ["--omit=peer", pack().tarball]);
  });
}

/** A new project with these files, in which everything of {@link installedApp} is installed. */
export function consumerProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "consumer-"));
  writeFiles(folder, files);
  symlinkSync(installedApp(), join(folder, "node_modules"));
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function npmInstall(folder: string, packages: readonly string[]): void {
  execFileSync(
    "npm",
    // An empty folder is no place to install into for npm, if one above it is.
    [
      "install",
      "--prefix",
      folder,
      "--prefer-offline",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      ...packages,
    ],
    { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
}

/** Runs a command in a project, as a user or CI would, and expects it to succeed. */
export function runIn(folder: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      CI: "1",
      PATH: `${join(folder, "node_modules", ".bin")}:${process.env.PATH ?? ""}`,
    },
  });
  expect([status, status === 0 ? "" : `${stdout}${stderr}`]).toEqual([0, ""]);
  return stdout;
}
