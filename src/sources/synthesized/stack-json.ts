import { existsSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject, objectOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { readValue } from "../read-document";

/** One stack's `cdk.tf.json`. */
export interface StackJson {
  readonly name: string;
  readonly file: string;
  readonly json: JsonObject;
  /** The stacks that are applied before this one. */
  readonly dependencies: readonly string[];
}

/** A `resource` or `data` block of a stack. */
export interface Block {
  readonly stack: StackJson;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: JsonObject;
}

/** How a block is named across stacks: `stack/type.name`, with `data.` before the type of a data source. */
export function addressOf({ stack, mode, type, name }: Block): string {
  return `${stack.name}/${localAddress({ mode, type, name })}`;
}

export function localAddress({ mode, type, name }: Pick<Block, "mode" | "type" | "name">): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}

/** The construct path that CDKTF writes into each block, or the address. */
export function originOf(block: Block): string {
  const comment = block.values["//"];
  const metadata = isJsonObject(comment) ? comment.metadata : undefined;
  const path = isJsonObject(metadata) ? metadata.path : undefined;
  return typeof path === "string" ? path : addressOf(block);
}

/** BackupPolicy and OrganizationBackupAccess name their resource `policy` and `organization`: users know the construct. */
export function constructPath(path: string): string {
  return path.replace(/^(.+\/.+)\/(?:policy|organization)$/, "$1");
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
      ? "holds no manifest.json, so it is no output of `cdktf synth`"
      : "does not exist";
    throw new OrgBackupError("input", `The directory ${JSON.stringify(directory)} ${reason}.`, {
      where: directory,
      hint: "Run `npx cdktf synth` first, or name the output directory: org-backup plan DIRECTORY.",
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
    const file = join(
      directory,
      typeof stack.synthesizedStackPath === "string"
        ? stack.synthesizedStackPath
        : join("stacks", name, "cdk.tf.json"),
    );
    const dependencies = Array.isArray(stack.dependencies)
      ? (stack.dependencies as readonly JsonValue[]).map(String)
      : [];
    return { name, file, json: readJson(file), dependencies };
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
