import { seededRandom } from "../../support/aws-double/identifiers";

/** Random choices; equal seeds make equal ones. */
export class Random {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** From 0 up to, not including, the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** One of the list; undefined if it is empty. */
  of<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** One of a list that is not empty. */
  pick<T>(...list: readonly [T, ...(readonly T[])]): T {
    return this.of(list) ?? list[0];
  }
}
