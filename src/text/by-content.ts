interface Branch<Key, Value> {
  readonly branches: Map<Key, Branch<Key, Value>>;
  value: Value | undefined;
}

/**
 * What was worked out for lists of keys, by their content: a tree of maps, since writing each list as one text would
 * cost more than is spared. At the limit it is forgotten, so that a process that runs for long does not collect it.
 */
export class ByContent<Key, Value> {
  private root: Branch<Key, Value> = newBranch();
  private count = 0;

  constructor(private readonly limit: number) {}

  /** The value of a list of keys; if there is none yet, a new one is made and kept. */
  getOrAdd(keys: readonly Key[], make: () => Value): Value {
    let branch = this.root;
    for (const key of keys) {
      let next = branch.branches.get(key);
      if (next === undefined) {
        next = newBranch();
        branch.branches.set(key, next);
      }
      branch = next;
    }
    if (branch.value === undefined) {
      branch.value = make();
      this.count += 1;
      if (this.count >= this.limit) {
        this.root = newBranch();
        this.count = 0;
      }
    }
    return branch.value;
  }
}

function newBranch<Key, Value>(): Branch<Key, Value> {
  return { branches: new Map(), value: undefined };
}
