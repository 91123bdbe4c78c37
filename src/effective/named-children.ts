import { hashText } from "./content-hash";

/**
 * The names inside a container. Containers that hold the same names in the same order share one table,
 * and with it the index: policies resemble each other, and merging seldom changes which names there are.
 */
class NameTable {
  private index: Map<string, number> | undefined;
  private extensions: Map<string, NameTable> | undefined;
  private hashes: number[] | undefined;

  constructor(readonly names: string[]) {}

  position(name: string): number | undefined {
    if (this.names.length <= MAX_SCANNED_NAMES) {
      const position = this.names.indexOf(name);
      return position < 0 ? undefined : position;
    }
    this.index ??= new Map(this.names.map((known, position) => [known, position]));
    return this.index.get(name);
  }

  hash(position: number): number {
    this.hashes ??= [];
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
      noteTable();
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

/** Fewer names are found sooner by looking at each. */
const MAX_SCANNED_NAMES = 64;

/** Larger containers are not worth sharing a table, and extending one name by name would be quadratic. */
const MAX_SHARED_NAMES = 64;

/** After so many shared tables sharing starts again, so that a process that runs for long does not collect them. */
const MAX_SHARED_TABLES = 100_000;

let noNames = new NameTable([]);
let sharedTables = 0;

function noteTable(): void {
  sharedTables += 1;
  if (sharedTables > MAX_SHARED_TABLES) {
    noNames = new NameTable([]);
    sharedTables = 0;
  }
}

/** The children of a container by name, in the order in which the names came. Immutable once it is built. */
export class NamedChildren<Child> {
  private ownsTable = false;

  private constructor(
    private table: NameTable,
    private nodes: Child[],
  ) {}

  static none<Child>(): NamedChildren<Child> {
    return new NamedChildren<Child>(noNames, []);
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

  names(): readonly string[] {
    return this.table.names;
  }

  forEach(visit: (child: Child, name: string) => void): void {
    const { names } = this.table;
    for (let position = 0; position < this.nodes.length; position += 1) {
      visit(this.nodes[position] as Child, names[position] ?? "");
    }
  }

  /** The hash of a name, which containers of the same names compute once. */
  nameHash(position: number): number {
    return this.table.hash(position);
  }

  /** Something else under each of the same names. */
  map<Other>(change: (child: Child, name: string) => Other): NamedChildren<Other> {
    const { names } = this.table;
    return new NamedChildren(
      this.table,
      this.nodes.map((child, position) => change(child, names[position] ?? "")),
    );
  }

  /** A copy to {@link put} into while it is built; no one else holds it yet. */
  copy(): NamedChildren<Child> {
    return new NamedChildren(this.table, [...this.nodes]);
  }

  /** Replaces or adds a child; only for a copy that is being built. */
  put(name: string, child: Child): void {
    const position = this.nodes.length === 0 ? undefined : this.table.position(name);
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

  /** Whether the same names stand in the same order; true only if both share their table. */
  hasNamesOf(other: NamedChildren<Child>): boolean {
    return this.table === other.table && this.nodes.length === other.nodes.length;
  }

  /** Whether the same children have the same names in the same order. */
  isSame(other: NamedChildren<Child>): boolean {
    return (
      this.table === other.table && this.nodes.every((child, position) => child === other.nodes[position])
    );
  }

  /** Gives back the room that was held for further children; at the end of building. */
  trimmed(): this {
    this.nodes = this.nodes.slice();
    return this;
  }

  /** The children with one replaced or added. */
  with(name: string, child: Child): NamedChildren<Child> {
    const changed = this.copy();
    changed.put(name, child);
    return changed;
  }
}
