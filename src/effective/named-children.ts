import { hashText } from "./content-hash";

/**
 * The names inside a container. Containers that hold the same names share one table, and with it the
 * index: merging mostly changes what stands under a name, seldom which names there are.
 */
class NameTable {
  private index: Map<string, number> | undefined;
  private extensions: Map<string, NameTable> | undefined;
  private readonly hashes: number[] = [];

  constructor(readonly names: string[]) {}

  position(name: string): number | undefined {
    this.index ??= new Map(this.names.map((known, position) => [known, position]));
    return this.index.get(name);
  }

  hash(position: number): number {
    for (let next = this.hashes.length; next <= position; next += 1) {
      this.hashes.push(hashText(this.names[next] ?? ""));
    }
    return this.hashes[position] ?? 0;
  }

  /** The table with one more name at the end; the same table each time. */
  extended(name: string): NameTable {
    this.extensions ??= new Map();
    let table = this.extensions.get(name);
    if (table === undefined) {
      table = new NameTable([...this.names, name]);
      this.extensions.set(name, table);
    }
    return table;
  }

  /** A table of one's own, to {@link grow}. */
  copy(): NameTable {
    return new NameTable([...this.names]);
  }

  grow(name: string): void {
    this.index?.set(name, this.names.length);
    this.names.push(name);
  }
}

/** Larger containers are not worth sharing a table, and extending one name by name would be quadratic. */
const MAX_SHARED_NAMES = 64;

/** The children of a container by name, in the order in which the names came. Immutable once it is built. */
export class NamedChildren<Child> {
  private ownsTable = false;

  private constructor(
    private table: NameTable,
    private readonly nodes: Child[],
  ) {}

  static none<Child>(): NamedChildren<Child> {
    return new NamedChildren<Child>(new NameTable([]), []);
  }

  get size(): number {
    return this.nodes.length;
  }

  get(name: string): Child | undefined {
    const position = this.nodes.length === 0 ? undefined : this.table.position(name);
    return position === undefined ? undefined : this.nodes[position];
  }

  has(name: string): boolean {
    return this.nodes.length > 0 && this.table.position(name) !== undefined;
  }

  values(): readonly Child[] {
    return this.nodes;
  }

  forEach(visit: (child: Child, name: string) => void): void {
    this.nodes.forEach((child, position) => {
      visit(child, this.table.names[position] ?? "");
    });
  }

  /** With the hash of each name, which containers of the same names compute once. */
  forEachHashed(visit: (child: Child, nameHash: number) => void): void {
    this.nodes.forEach((child, position) => {
      visit(child, this.table.hash(position));
    });
  }

  /** A copy to {@link put} into while it is built; nobody else holds it yet. */
  copy(): NamedChildren<Child> {
    return new NamedChildren(this.table, [...this.nodes]);
  }

  /** Replaces or adds a child; only for a copy that is being built. */
  put(name: string, child: Child): void {
    const position = this.table.position(name);
    if (position !== undefined) {
      this.nodes[position] = child;
      return;
    }
    if (this.nodes.length < MAX_SHARED_NAMES) {
      this.table = this.table.extended(name);
    } else {
      if (!this.ownsTable) {
        this.table = this.table.copy();
        this.ownsTable = true;
      }
      this.table.grow(name);
    }
    this.nodes.push(child);
  }

  /** The children with one replaced or added. */
  with(name: string, child: Child): NamedChildren<Child> {
    const changed = this.copy();
    changed.put(name, child);
    return changed;
  }
}
