import type { JsonObject } from "../../text/json";
import { objectsOf, textOf } from "../../text/json";
import type { Evaluator } from "../expression/evaluator";
import { forEachEntries } from "../expression/expression-collections";
import type { ExpressionScope } from "../expression/expression-scope";
import { textOfValue } from "../expression/expression-value";
import { expressionOf } from "./expression";
import type { StackJson } from "./stack-json";

/** The ids that `import` blocks give, by address: CDKTF writes `import: [{ to, id }]`. */
export function importedIds(stacks: readonly StackJson[], evaluator: Evaluator): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap((stack) =>
      objectsOf(stack.json.import).flatMap((block) =>
        scopesOf(block, stack, evaluator).flatMap((scope) => {
          const address = writtenAddress(textOf(block.to) ?? "", scope, evaluator);
          const id = textOfValue(evaluator.value(block.id, scope));
          return address === undefined || id === undefined ? [] : [[`${stack.name}/${address}`, id] as const];
        }),
      ),
    ),
  );
}

function scopesOf(
  { for_each: forEach, to }: JsonObject,
  stack: StackJson,
  evaluator: Evaluator,
): readonly ExpressionScope[] {
  const scope = { stack, asker: `the import of ${JSON.stringify(to ?? "")}` };
  return forEach === undefined
    ? [scope]
    : (forEachEntries(evaluator.value(forEach, scope)) ?? []).map(([key, value]) => ({
        ...scope,
        each: { key, value },
      }));
}

/** `aws_x.y[each.key]` with its keys written out. */
function writtenAddress(text: string, scope: ExpressionScope, evaluator: Evaluator): string | undefined {
  const parts = (expressionOf(text) ?? text).split(/\[([^\]"]+|"(?:[^"\\]|\\.)*")\]/);
  const spelled = parts.map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    const key = evaluator.value(`\${${part}}`, scope);
    return typeof key === "string" || typeof key === "number" ? `[${JSON.stringify(key)}]` : undefined;
  });
  return spelled.includes(undefined) ? undefined : spelled.join("");
}
