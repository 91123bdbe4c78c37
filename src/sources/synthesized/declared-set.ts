import { textsOf } from "../../text/json";
import type { JsonValue } from "../../text/json";
import type { DeclaredSet } from "../declared/declared-resources";
import type { ExpressionNode } from "../expression/expression-node";
import { textOfValue } from "../expression/expression-value";
import type { ExpressionValue } from "../expression/expression-value";
import { parseTemplate } from "../expression/parse-template";
import { expressionOf } from "./expression";

/**
 * A set of names of the organization: its value if that is known, else what its expression shows. To leave it out
 * switches everything off, as Terraform does.
 *
 * @param constant what a value is, unknown if the assumed value of a variable decides it
 */
export function declaredSet(
  value: JsonValue | undefined,
  argument: string,
  constant: (value: JsonValue | undefined) => ExpressionValue,
): DeclaredSet {
  if ((value ?? null) === null) {
    return [];
  }
  const names = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item) => textOfValue(constant(item)))
    : namesIn(constant(value));
  if (!names.includes(undefined)) {
    return names as readonly string[];
  }
  const members = names.filter((name) => name !== undefined);
  const written =
    typeof value === "string" ? value : textsOf(value).find((_, index) => names[index] === undefined);
  const added = typeof value === "string" ? addedTo(parseTemplate(value), argument) : undefined;
  return added === undefined
    ? { kind: "unknown", expression: expressionOf(written ?? "") ?? JSON.stringify(value), members }
    : { kind: "union", members: added };
}

function namesIn(value: ExpressionValue): readonly (string | undefined)[] {
  return typeof value === "object" && value?.kind === "list" ? value.items.map(textOfValue) : [undefined];
}

/** The names that a union with what the data source reads is known to add; undefined for other expressions. */
function addedTo(node: ExpressionNode | undefined, argument: string): readonly string[] | undefined {
  return node?.kind === "call" &&
    node.name === "setunion" &&
    node.args.some((each) => isExisting(each, argument))
    ? node.args.flatMap(literalsIn)
    : undefined;
}

/** `data.aws_organizations_organization.NAME.ARGUMENT` */
function isExisting(node: ExpressionNode, argument: string): boolean {
  const [of, ...names] = namesOf(node);
  return of === "data" && names[0] === "aws_organizations_organization" && names[2] === argument;
}

function namesOf(node: ExpressionNode): readonly string[] {
  return node.kind === "name"
    ? [node.name]
    : node.kind === "attribute"
      ? [...namesOf(node.of), node.name]
      : [];
}

function literalsIn(node: ExpressionNode): readonly string[] {
  return node.kind === "list"
    ? node.items.flatMap((item) =>
        item.kind === "literal" && typeof item.value === "string" ? [item.value] : [],
      )
    : node.kind === "call" && node.name === "toset"
      ? node.args.flatMap(literalsIn)
      : [];
}
