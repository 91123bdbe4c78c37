import type { JsonValue } from "../../text/json";

/** Under symbols, so that no key of an author's object passes for one. */
const VALUE: unique symbol = Symbol("value");

/** A part of a document as AWS writes it; made by {@link json}. */
export class JsonNode {
  readonly [VALUE]: JsonValue;

  private constructor(value: JsonValue) {
    this[VALUE] = value;
  }

  static of(value: JsonValue): JsonNode {
    return new JsonNode(value);
  }

  static valueOf(node: JsonNode): JsonValue {
    return node[VALUE];
  }
}

/**
 * A part of a document in JSON as AWS writes it, with operators and snake_case keys; for spellings that
 * typed authoring does not have. The compiler does not look into it; the validation does.
 */
export function json(value: JsonValue): JsonNode {
  return JsonNode.of(value);
}
