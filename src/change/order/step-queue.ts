/** Gives numbers back in the order of their rank: a binary heap. */
export class StepQueue {
  private readonly heap: number[] = [];

  /** @param compare negative if the first comes earlier */
  constructor(private readonly compare: (first: number, second: number) => number) {}

  push(item: number): void {
    const { heap, compare } = this;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] ?? item;
      if (compare(item, other) >= 0) {
        break;
      }
      heap[at] = other;
      at = above;
    }
    heap[at] = item;
  }

  pop(): number | undefined {
    const { heap, compare } = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) {
      return first;
    }
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const left = heap[below];
      const right = heap[below + 1];
      if (left === undefined) {
        break;
      }
      if (right !== undefined && compare(right, left) < 0) {
        below += 1;
      }
      const smaller = heap[below] ?? left;
      if (compare(last, smaller) <= 0) {
        break;
      }
      heap[at] = smaller;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}
