import { objectOf, sameJson, textOf } from "../../text/json";
import type { JsonObject } from "../../text/json";

/** What names one state among those of a backend. */
const NAMES = ["key", "path", "prefix", "workspaces"];

/** Whether a stack keeps its state where the data source `terraform_remote_state` reads one. */
export function keepsState(stack: JsonObject, { backend, config }: JsonObject): boolean {
  const kept = objectOf(objectOf(objectOf(stack.terraform).backend)[textOf(backend) ?? ""]);
  const read = objectOf(config);
  const shared = Object.keys(kept).filter((key) => Object.hasOwn(read, key));
  return (
    shared.some((key) => NAMES.includes(key)) &&
    shared.every((key) => sameJson(kept[key] ?? null, read[key] ?? null))
  );
}
