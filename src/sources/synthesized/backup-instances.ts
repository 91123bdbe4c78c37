import { getOrAdd } from "../../text/get-or-add";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { Evaluator } from "../expression/evaluator";
import { instancesIn } from "../expression/expression-scope";
import type { BlockInstance, ExpressionScope } from "../expression/expression-scope";
import { plainValue } from "../expression/expression-value";
import { originOf } from "./stack-json";
import type { Block } from "./stack-json";

/** A resource instance of code. */
export interface BackupInstance extends BlockInstance {
  readonly origin: string;
  /** The arguments, as far as they are known before apply. Each is evaluated where a reader asks for it. */
  readonly values: JsonObject;
}

const META = new Set(["//", "provider", "lifecycle", "depends_on", "count", "for_each", "provisioner"]);

/** The ids that a state has for resources, and that an organization has for its root. */
export type KnownIds = (reference: { readonly address: string } | "root") => string | undefined;

/** Every resource instance of the code. */
export function backupInstances(
  blocks: readonly Block[],
  evaluator: Evaluator,
  idOf: KnownIds = () => undefined,
): readonly BackupInstance[] {
  return blocks
    .filter(({ mode }) => mode === "resource")
    .flatMap((block) =>
      instancesIn(evaluator.instances(block)).map((instance) => ({
        ...instance,
        origin: originOf(block),
        values: whenAsked(block.values, (value) => written(value, instance.scope, evaluator, idOf)),
      })),
    );
}

function whenAsked(values: JsonObject, evaluate: (value: JsonValue) => JsonValue): JsonObject {
  const known = new Map<string, JsonValue>();
  const properties = Object.entries(values)
    .filter(([name]) => !META.has(name))
    .map(([name, value]): [string, PropertyDescriptor] => [
      name,
      { enumerable: true, get: () => getOrAdd(known, name, () => evaluate(value)) },
    ]);
  return Object.defineProperties({}, Object.fromEntries(properties));
}

/** What only apply knows stays as it is written. */
function written(value: JsonValue, scope: ExpressionScope, evaluator: Evaluator, idOf: KnownIds): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => written(item, scope, evaluator, idOf));
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, written(each, scope, evaluator, idOf)]),
    );
  }
  if (typeof value !== "string") {
    return value;
  }
  const found = evaluator.value(value, scope);
  const reference = typeof found === "object" && found?.kind === "reference" ? found.reference : undefined;
  const id =
    reference?.kind === "address" ? idOf(reference) : reference?.kind === "root" ? idOf("root") : undefined;
  return id ?? plainValue(found) ?? value;
}
