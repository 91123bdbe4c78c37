import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject, objectOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { readValue } from "../read-document";
import { stackFiles } from "./stack-files";

/** One stack's `cdk.tf.json`, with what other files in its folder add. */
export interface StackJson {
  readonly name: string;
  readonly file: string;
  readonly json: JsonObject;
  /** Files in its folder that Terraform reads and the review does not. */
  readonly notRead: readonly string[];
  /** The stacks that are applied before this one. */
  readonly dependencies: readonly string[];
}

/** A `resource` or `data` block of a stack. */
export interface Block {
  readonly stack: StackJson;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** How it is named across stacks: `stack/type.name`, with `data.` before the type of a data source. */
  readonly address: string;
  readonly values: JsonObject;
}

export function localAddress({ mode, type, name }: Pick<Block, "mode" | "type" | "name">): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}

/** The construct path that CDKTF writes into each block, or the address. */
export function originOf(block: Block): string {
  const comment = block.values["//"];
  const metadata = isJsonObject(comment) ? comment.metadata : undefined;
  const path = isJsonObject(metadata) ? metadata.path : undefined;
  return typeof path === "string" ? path : block.address;
}

/** BackupPolicy and OrganizationBackupAccess name their resource `policy` and `organization`: users know the construct. */
export function constructPath(path: string): string {
  const part = ["/policy", "/organization"].find((each) => path.endsWith(each));
  const construct = part === undefined ? path : path.slice(0, -part.length);
  return construct.slice(1, -1).includes("/") ? construct : path;
}

/**
 * Reads the manifest of a CDKTF output directory and every stack that it names.
 *
 * @throws OrgBackupError (`input`) where the directory is missing, empty or not CDKTF's
 */
export function readStacks(directory: string): readonly StackJson[] {
  const manifestFile = join(directory, "manifest.json");
  if (!existsSync(manifestFile)) {
    const reason = existsSync(directory)
      ? "has no manifest.json, so it is not the output of `cdktf synth`"
      : "does not exist";
    throw new OrgBackupError("input", `The directory ${JSON.stringify(directory)} ${reason}.`, {
      where: directory,
      hint: "Run `npx cdktf synth` first, or name what changes: a directory, --plan FILE (a Terraform plan as JSON), or a what-if such as --detach POLICY=TARGET.",
    });
  }
  const stacks = objectAt(readJson(manifestFile), "stacks");
  const names = Object.keys(stacks);
  if (names.length === 0) {
    throw new OrgBackupError("input", "The CDKTF manifest names no stacks: the app synthesized nothing.", {
      where: manifestFile,
      hint: "Check that the app creates a TerraformStack and calls app.synth().",
    });
  }
  return names.map((name) => {
    const stack = objectAt(stacks, name);
    const path = stack.synthesizedStackPath ?? join("stacks", name, "cdk.tf.json");
    if (typeof path !== "string") {
      throw manifestError(
        manifestFile,
        `"synthesizedStackPath" of the stack ${JSON.stringify(name)} is not text.`,
      );
    }
    const file = fileInside(directory, path, manifestFile);
    return {
      name,
      file,
      ...stackFiles(file, readJson),
      dependencies: dependenciesOf(stack, name, manifestFile),
    };
  });
}

/** What a manifest names is read: code under review must not choose files elsewhere, by links either. */
function fileInside(directory: string, path: string, manifestFile: string): string {
  const file = join(directory, path);
  const isOutside = (base: string, other: string): boolean => {
    const way = relative(base, other);
    return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
  };
  if (
    isAbsolute(path) ||
    isOutside(directory, file) ||
    (existsSync(file) && isOutside(realpathSync(directory), realpathSync(file)))
  ) {
    throw manifestError(
      manifestFile,
      `The path ${JSON.stringify(path)} leads out of the folder of the manifest.`,
    );
  }
  return file;
}

function dependenciesOf(stack: JsonObject, name: string, manifestFile: string): readonly string[] {
  const { dependencies = [] } = stack;
  if (!isStrings(dependencies)) {
    throw manifestError(
      manifestFile,
      `"dependencies" of the stack ${JSON.stringify(name)} is not a list of names of stacks.`,
    );
  }
  return dependencies;
}

function isStrings(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function manifestError(manifestFile: string, message: string): OrgBackupError {
  return new OrgBackupError("input", message, {
    where: manifestFile,
    hint: "Synthesize again: `npx cdktf synth` writes the manifest.",
  });
}

/** Every block of a stack; `count` and `for_each` stand in the values. */
export function blocksOf(stack: StackJson): readonly Block[] {
  return (["resource", "data"] as const).flatMap((mode) =>
    Object.entries(objectAt(stack.json, mode)).flatMap(([type, named]) =>
      Object.entries(isJsonObject(named) ? named : {}).map(([name, values]) => ({
        stack,
        mode,
        type,
        name,
        address: `${stack.name}/${localAddress({ mode, type, name })}`,
        values: isJsonObject(values) ? values : {},
      })),
    ),
  );
}

export function objectAt(container: JsonObject, key: string): JsonObject {
  return objectOf(container[key]);
}

function readJson(file: string): JsonObject {
  const value = readValue(file);
  if (!isJsonObject(value)) {
    throw new OrgBackupError("input", "A JSON object is expected here.", { where: file });
  }
  return value;
}
