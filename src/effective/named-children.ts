import { hashText } from "./content-hash";

/**
 * The names inside a container. Containers that hold the same names share one table, and with it the
 * index: merging mostly changes what stands under a name, seldom which names there are.
 */
class NameTable {
  private index: ReadonlyMap<string, number> | undefined;
  private extensions: Map<string, NameTable> | undefined;
  private hashes: readonly number[] | undefined;

  constructor(readonly names: readonly string[]) {}

  position(name: string): number | undefined {
    this.index ??= new Map(this.names.map((known, position) => [known, position]));
    return this.index.get(name);
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

  hash(position: number): number {
    this.hashes ??= this.names.map(hashText);
    return this.hashes[position] ?? 0;
  }
}

/** The children of a container by name, in the order in which the names came. Immutable. */
export class NamedChildren<Child> {
  private constructor(
    private readonly table: NameTable,
    private readonly nodes: readonly Child[],
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

  /** The children with some replaced or added; the same object where there are none. */
  with(changes: readonly (readonly [name: string, child: Child])[]): NamedChildren<Child> {
    if (changes.length === 0) {
      return this;
    }
    let { table } = this;
    const nodes = [...this.nodes];
    for (const [name, child] of changes) {
      const position = table.position(name);
      if (position === undefined) {
        table = table.extended(name);
        nodes.push(child);
      } else {
        nodes[position] = child;
      }
    }
    return new NamedChildren(table, nodes);
  }
}
