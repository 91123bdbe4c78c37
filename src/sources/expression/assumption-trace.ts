import type { Block } from "../synthesized/stack-json";

/** An evaluation that a reader asked for, and the variables (`stack/var.name`) whose value it assumes or lacks. */
export interface AssumedUse {
  /** The block that it is about, or what it is about in words. */
  readonly asker: Block | string;
  readonly of: "instances" | "arguments";
  readonly variables: ReadonlySet<string>;
}

/** A value, and the variables (`stack/var.name`) whose value it assumes. */
export interface Traced<T> {
  readonly value: T;
  readonly assumed: ReadonlySet<string>;
}

/** As almost every evaluation assumes: a set for each of tens of thousands is felt. */
const NOTHING: ReadonlySet<string> = new Set();

/** Notes which assumed values of variables an evaluation rests on, remembered results included. */
export class AssumptionTrace {
  private assumed = NOTHING;
  private readonly known = new Map<string, Traced<unknown>>();

  of<T>(evaluate: () => T): Traced<T> {
    const around = this.assumed;
    this.assumed = NOTHING;
    try {
      const value = evaluate();
      return { value, assumed: this.assumed };
    } finally {
      const { assumed } = this;
      this.assumed = around;
      this.add(assumed);
    }
  }

  add(variables: Iterable<string>): void {
    for (const variable of variables) {
      if (!this.assumed.has(variable)) {
        this.assumed = new Set([...this.assumed, variable]);
      }
    }
  }

  /**
   * Evaluates what a key stands for once.
   *
   * @param inCircle what the key stands for where it refers to itself, which Terraform refuses
   */
  once<T>(key: string, inCircle: T, evaluate: () => T): T {
    const known = this.known.get(key) as Traced<T> | undefined;
    if (known !== undefined) {
      this.add(known.assumed);
      return known.value;
    }
    this.known.set(key, { value: inCircle, assumed: NOTHING });
    const found = this.of(evaluate);
    this.known.set(key, found);
    return found.value;
  }
}
