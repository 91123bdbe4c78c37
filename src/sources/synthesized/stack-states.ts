import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { objectAt } from "./stack-json";
import type { StackJson } from "./stack-json";

/**
 * Where a stack keeps its state in a local file; undefined for any other backend. A workspace other than the default
 * one has a file of its own: Terraform takes its name from TF_WORKSPACE, or from where `terraform workspace select`
 * has written it.
 */
export function localStateFile({ file, json }: StackJson): string | undefined {
  const { path, workspace_dir: folder } = objectAt(objectAt(objectAt(json, "terraform"), "backend"), "local");
  if (typeof path !== "string" || path === "") {
    return undefined;
  }
  const workspace = workspaceOf(file);
  const used =
    workspace === DEFAULT_WORKSPACE
      ? path
      : join(typeof folder === "string" ? folder : "terraform.tfstate.d", workspace, "terraform.tfstate");
  return join(absoluteOrBeside(used, file));
}

const DEFAULT_WORKSPACE = "default";

function workspaceOf(stackFile: string): string {
  const selected = process.env.TF_WORKSPACE ?? "";
  if (selected !== "") {
    return selected;
  }
  try {
    const written = readFileSync(join(dirname(stackFile), ".terraform", "environment"), "utf8").trim();
    return written === "" ? DEFAULT_WORKSPACE : written;
  } catch {
    return DEFAULT_WORKSPACE;
  }
}

function absoluteOrBeside(path: string, stackFile: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? path : join(dirname(stackFile), path);
}

/** `terraform.STACK.tfstate`, the name that CDKTF gives a local state. */
export function stackNamedBy(file: string): string | undefined {
  return /(?:^|[\\/])terraform\.([^\\/]+)\.tfstate(?:\.json)?$/.exec(file)?.[1];
}
