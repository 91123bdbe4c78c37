import { constructError } from "./construct-error";
import { Token, TerraformIterator, TerraformStack } from "./framework";
import type { IConstruct, ITerraformIterator } from "./framework";
import { resolvedText } from "./late-value";
import type { ResolvedTarget } from "./resolved-target";

/** The part of an iterator that the framework keeps for its own resources. */
interface ForEachExpression {
  _getForEachExpression(): unknown;
}

/** The targets that an iterator stands for; undefined for any other target. */
export function elementTarget(construct: IConstruct, target: unknown): ResolvedTarget | undefined {
  const { forEach, targetId } = (target ?? {}) as { readonly forEach?: unknown; readonly targetId?: unknown };
  const iterator = isIterator(target) ? target : isIterator(forEach) ? forEach : undefined;
  if (iterator === undefined) {
    return undefined;
  }
  const id = isIterator(target) ? elementId(construct, target) : String(targetId);
  const label = iteratorLabel(construct, iterator);
  const key = `${TerraformStack.of(construct).node.path}/${label}`;
  return { key, id, label, knownId: undefined, path: undefined, iterator };
}

export function isIterator(value: unknown): value is ITerraformIterator & ForEachExpression {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<ForEachExpression>)._getForEachExpression === "function"
  );
}

/** One target for each element of a list that only Terraform knows. */
export function iteratorOf(list: unknown): ITerraformIterator {
  return TerraformIterator.fromList(Token.asList(list));
}

function elementId(construct: IConstruct, iterator: ITerraformIterator & ForEachExpression): string {
  const { value } = iterator as { readonly value?: unknown };
  // The elements of these are objects; which of their attributes is the id, only the author knows.
  const isOfObjects = /^(?:DynamicList|Resource)TerraformIterator$/.test(iterator.constructor.name);
  if (value === undefined || isOfObjects) {
    throw constructError(
      construct,
      "The elements of the iterator in targets are objects.",
      'Say which attribute is the id: { forEach: iterator, targetId: iterator.getString("id") }.',
    );
  }
  return Token.asString(value);
}

/**
 * What the iterator goes over, where that is a reference. A literal list is left out: an element that is
 * added to it must not change the address of the others.
 */
function iteratorLabel(construct: IConstruct, iterator: ForEachExpression): string {
  const text = resolvedText(construct, iterator._getForEachExpression());
  const reference = typeof text === "string" ? REFERENCE.exec(text)?.[0] : undefined;
  return reference === undefined ? "each" : `each-${reference}`;
}

const REFERENCE =
  /\b(?:var|local|module|data\.[a-z0-9_]+|aws_[a-z0-9_]+)\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*/;
