/** Entries that are kept once, no matter who needs them: adding an equal one gets its index. */
export class Table<T> {
  readonly entries: T[] = [];
  private readonly indexes = new Map<string, number>();

  /** @param key equal for equal entries; by default the entry's JSON */
  add(entry: T, key = JSON.stringify(entry)): number {
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.entries.length;
      this.entries.push(entry);
      this.indexes.set(key, index);
    }
    return index;
  }
}
