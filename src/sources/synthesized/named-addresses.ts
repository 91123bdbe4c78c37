import { dirname } from "node:path";
import { isJsonObject, objectOf, objectsOf, textOf } from "../../text/json";
import { isApartFromBackup } from "./local-module";
import { objectAt } from "./stack-json";
import type { StackJson } from "./stack-json";

/** Modules are code elsewhere: what they declare is not in the JSON. */
export function moduleAddresses(stacks: readonly StackJson[]): ReadonlySet<string> {
  return new Set(
    stacks.flatMap(({ name: stack, file, json }) =>
      Object.entries(objectAt(json, "module")).flatMap(([name, module]) =>
        isApartFromBackup(textOf(objectOf(module).source) ?? "", dirname(file))
          ? []
          : [`${stack}/module.${name}`],
      ),
    ),
  );
}

/** CDKTF writes `moved: [{ from, to }]`. */
export function movedAddresses(stacks: readonly StackJson[]): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap(({ name, json: { moved } }) =>
      objectsOf(moved).map(
        ({ from, to }) => [`${name}/${textOf(from) ?? ""}`, `${name}/${textOf(to) ?? ""}`] as const,
      ),
    ),
  );
}

/** `removed: [{ from, lifecycle: { destroy: false } }]`. */
export function forgottenAddresses(stacks: readonly StackJson[]): ReadonlySet<string> {
  return new Set(
    stacks.flatMap(({ name, json: { removed } }) =>
      objectsOf(removed).flatMap(({ from, lifecycle }) => {
        const [first] = [lifecycle].flat();
        return isJsonObject(first) && first.destroy === false ? [`${name}/${textOf(from) ?? ""}`] : [];
      }),
    ),
  );
}
