import { Construct, TerraformStack } from "./framework";
import { isLate } from "./late-value";
import { OrgBackupError } from "../org-backup-error";
import { shownValue } from "./props/prop-rules";

/** @throws OrgBackupError (`input`) for what is no stack */
export function checkedStack(name: string, stack: unknown): TerraformStack {
  if (!isReadable(stack) || !TerraformStack.isStack(stack)) {
    throw new OrgBackupError(
      "input",
      `${name}: The stack is ${shownValue(stack)}; it must be a TerraformStack.`,
      {
        hint: "Pass the stack first: `this` in its constructor.",
      },
    );
  }
  return stack;
}

/** Whether it can be asked what it is: a proxy may fail. */
function isReadable(value: unknown): boolean {
  try {
    TerraformStack.isStack(value);
    Construct.isConstruct(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * The scope of a new construct. The framework's own errors name neither the construct nor the rule.
 *
 * @throws OrgBackupError (`input`) for what is no construct, for a scope outside a stack, and for an id that is
 * empty, a token, or taken
 */
export function checkedScope(name: string, scope: unknown, id: unknown, inStack = true): Construct {
  const fail = (message: string, hint: string): OrgBackupError =>
    new OrgBackupError("input", `new ${name}: ${message}`, { hint });
  if (!isReadable(scope) || !Construct.isConstruct(scope)) {
    throw fail(
      `The scope is ${shownValue(scope)}; it must be a construct.`,
      "Pass the stack first: `this` in the constructor of a TerraformStack.",
    );
  }
  const where = scope.node.path === "" ? "The app" : scope.node.path;
  if (typeof id !== "string" || id === "" || isLate(id)) {
    throw fail(
      `The id is ${shownValue(id)}; it must be a non-empty string that is known at synthesis.`,
      "Choose an id that is unique in its scope: it becomes a part of Terraform's addresses.",
    );
  }
  if (id in Object.prototype) {
    throw fail(
      `The framework cannot use the id ${JSON.stringify(id)}.`,
      "Choose another id: every object in JavaScript has this name.",
    );
  }
  if (scope.node.tryFindChild(id.replaceAll("/", "--")) !== undefined) {
    throw fail(`${where} has a construct with the id ${JSON.stringify(id)} already.`, "Choose another id.");
  }
  if (inStack && !scope.node.scopes.some((each) => TerraformStack.isStack(each))) {
    throw fail(`${where} is outside of a stack.`, "Create the construct in a TerraformStack.");
  }
  return scope;
}
