import { withoutIndexes } from "../../change/ownership";
import type { OrderedNode } from "../terraform-plan/destroy-order";

const STATE_OF_OBJECT = / \((?:deposed [^)]*|tainted)\)$/;
const MODULES = /^[^/]*\/(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*/;

/** Where the object of an address, `stack/module.x["a"].type.name[0]`, stands in the order of destructions. */
export function placeInOrder(
  address: string,
): Pick<OrderedNode, "block" | "module" | "moduleInstance" | "key"> {
  const key = address.replace(STATE_OF_OBJECT, "");
  const [moduleInstance = ""] = MODULES.exec(key) ?? [];
  return { block: withoutIndexes(key), module: withoutIndexes(moduleInstance), moduleInstance, key };
}
