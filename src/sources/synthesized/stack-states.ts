import { dirname, join } from "node:path";
import { objectAt } from "./stack-json";
import type { StackJson } from "./stack-json";

/** Where a stack keeps its state in a local file; undefined for any other backend. */
export function localStateFile({ file, json }: StackJson): string | undefined {
  const { path } = objectAt(objectAt(objectAt(json, "terraform"), "backend"), "local");
  return typeof path === "string" && path !== "" ? join(absoluteOrBeside(path, file)) : undefined;
}

function absoluteOrBeside(path: string, stackFile: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? path : join(dirname(stackFile), path);
}

/** `terraform.STACK.tfstate`, the name that CDKTF gives a local state. */
export function stackNamedBy(file: string): string | undefined {
  return /(?:^|[\\/])terraform\.([^\\/]+)\.tfstate(?:\.json)?$/.exec(file)?.[1];
}
