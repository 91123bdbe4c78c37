import { isTooLarge, sizeOf, UNKNOWN } from "./expression-value";
import type { ExpressionValue } from "./expression-value";

/** A value whose expression has more parts than this within each other, a long sum for example, is not followed. */
const DEEPEST = 500;

/** Loops within loops multiply: a value that takes more steps is not followed. */
const MAX_STEPS = 1_000_000;

/** Making a value takes a step for so many characters and values in it. */
const SIZE_OF_A_STEP = 10;

/** What evaluating one value of the code may take. */
export class WorkBudget {
  private depth = 0;
  private steps = MAX_STEPS;

  /** For the next value. */
  renew(): void {
    this.steps = MAX_STEPS;
  }

  /** The value of a part of an expression; unknown if there were too many. */
  part(evaluate: () => ExpressionValue): ExpressionValue {
    this.steps -= 1;
    if (this.steps < 0 || this.depth === DEEPEST) {
      return UNKNOWN;
    }
    this.depth += 1;
    try {
      return evaluate();
    } finally {
      this.depth -= 1;
    }
  }

  /** The value, unless it holds too much. */
  made(value: ExpressionValue): ExpressionValue {
    this.steps -= sizeOf([value]) / SIZE_OF_A_STEP;
    return isTooLarge([value]) ? UNKNOWN : value;
  }
}
