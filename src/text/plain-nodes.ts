import type { JsonScalar, JsonValue } from "./json";
import { isJsonObject } from "./json";
import { parseJson } from "./parse-json";
import { plainJson } from "./plain-json";
import { MAX_DEPTH, SourceDocument } from "./source-document";
import type { SourceMember, SourceNode } from "./source-node";

/**
 * Reads a plain JSON text (see `plainJsonValue`) into the same nodes as {@link parseJson}. Where they stand is
 * looked up when it is asked for: as long as nothing is wrong it is not, and then this is twice as quick.
 *
 * @returns undefined for every other text, and where `JSON.parse` does not keep the order of the names
 */
export function plainJsonDocument(text: string): SourceDocument | undefined {
  return plainJson(text, (value) => {
    const builder = new NodeBuilder(new Places(text));
    const root = builder.node(value, 0);
    const { hasIndex, isCut, members } = builder;
    const document = hasIndex || isCut ? undefined : new SourceDocument(text, root, value);
    return { result: document, members };
  });
}

/** The nodes of a value that has no text: they stand nowhere. What nests deeper than any text may is cut. */
export function nodesOf(value: JsonValue): SourceNode {
  return new NodeBuilder(new Places(undefined)).node(value, 0);
}

const NOWHERE = -1;

/** Where the nodes of a text stand: numbers that are found by reading it again, in the order of {@link NodeBuilder}. */
class Places {
  private found: readonly number[] | undefined;

  constructor(private readonly text: string | undefined) {}

  at(index: number): number {
    this.found ??= this.text === undefined ? [] : placesIn(this.text);
    return this.found[index] ?? NOWHERE;
  }
}

function placesIn(text: string): readonly number[] {
  const places: number[] = [];
  const visit = (node: SourceNode): void => {
    places.push(node.start, node.end);
    if (node.kind === "list") {
      node.items.forEach(visit);
    } else if (node.kind === "object") {
      for (const { keyStart, keyEnd, value } of node.members) {
        places.push(keyStart, keyEnd);
        visit(value);
      }
    }
  };
  const parsed = parseJson(text);
  if (parsed.ok) {
    visit(parsed.document.root);
  }
  return places;
}

class NodeBuilder {
  /** Whether a name is the index of a list: objects show those first, wherever they were written. */
  hasIndex = false;
  /** Whether something nests deeper than any text may. */
  isCut = false;
  members = 0;
  private next = 0;

  constructor(private readonly places: Places) {}

  node(value: JsonValue, depth: number): SourceNode {
    const place = this.place();
    if (typeof value !== "object" || value === null) {
      return new PlainScalar(this.places, place, value);
    }
    const isCut = depth >= MAX_DEPTH;
    this.isCut ||= isCut;
    if (!isJsonObject(value)) {
      const items = isCut ? [] : value.map((item) => this.node(item, depth + 1));
      return new PlainList(this.places, place, items);
    }
    const members: SourceMember[] = [];
    // A loop over the object itself: a list of its keys for each of a hundred thousand is felt.
    for (const key in value) {
      const child = value[key];
      if (child !== undefined && !isCut) {
        this.hasIndex ||= isIndex(key);
        this.members += 1;
        members.push(new PlainMember(this.places, this.place(), key, this.node(child, depth + 1)));
      }
    }
    return new PlainObject(this.places, place, members);
  }

  /** A place is where something starts; the one after it is where it ends. */
  private place(): number {
    const place = this.next;
    this.next += 2;
    return place;
  }
}

function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && /^[0-9]+$/.test(key);
}

class PlainNode {
  constructor(
    private readonly places: Places,
    private readonly place: number,
  ) {}

  get start(): number {
    return this.places.at(this.place);
  }

  get end(): number {
    return this.places.at(this.place + 1);
  }
}

class PlainScalar extends PlainNode {
  readonly kind = "scalar";

  constructor(
    places: Places,
    place: number,
    readonly value: JsonScalar,
  ) {
    super(places, place);
  }
}

class PlainList extends PlainNode {
  readonly kind = "list";

  constructor(
    places: Places,
    place: number,
    readonly items: readonly SourceNode[],
  ) {
    super(places, place);
  }
}

class PlainObject extends PlainNode {
  readonly kind = "object";

  constructor(
    places: Places,
    place: number,
    readonly members: readonly SourceMember[],
  ) {
    super(places, place);
  }
}

class PlainMember implements SourceMember {
  constructor(
    private readonly places: Places,
    private readonly place: number,
    readonly key: string,
    readonly value: SourceNode,
  ) {}

  get keyStart(): number {
    return this.places.at(this.place);
  }

  get keyEnd(): number {
    return this.places.at(this.place + 1);
  }
}
