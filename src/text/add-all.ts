/** Adds items to the end of a list. As arguments of one call of `push`, more than about 100,000 overflow the stack. */
export function addAll<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) {
    list.push(item);
  }
}
