/** One module on the way from the root module, with its index where the call has `count` or `for_each`. */
export interface ModuleStep {
  readonly name: string;
  readonly index: InstanceKey | undefined;
}

export type InstanceKey = string | number;

/** One segment of a reference: `pol["a"]`, `id`. */
export interface Segment {
  readonly name: string;
  /** Every index behind the name; `roots[0]` has one. */
  readonly indexes: readonly InstanceKey[];
}

const SEGMENT = /^([A-Za-z_][A-Za-z0-9_-]*|\d+|\*)((?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])*)/;
const INDEX = /\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\]/g;

/** Splits `module.pol["a.b"].id` at its dots; undefined for anything that is no plain traversal. */
export function parseSegments(text: string): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  let rest = text;
  while (rest !== "") {
    const [whole, name, indexes] = SEGMENT.exec(rest) ?? [];
    if (whole === undefined || name === undefined) {
      return undefined;
    }
    segments.push({ name, indexes: [...(indexes ?? "").matchAll(INDEX)].map(keyOf) });
    rest = rest.slice(whole.length);
    if (rest.startsWith(".")) {
      rest = rest.slice(1);
    } else if (rest !== "") {
      return undefined;
    }
  }
  return segments;
}

function keyOf([, number, quoted]: RegExpMatchArray): InstanceKey {
  if (number !== undefined) {
    return Number(number);
  }
  try {
    return JSON.parse(quoted ?? '""') as string;
  } catch {
    // HCL escapes that JSON does not know, `\${` for one.
    return (quoted ?? "").slice(1, -1);
  }
}

/** The modules of `module_address`; the empty list for the root module. */
export function parseModulePath(address: string | undefined): readonly ModuleStep[] {
  const segments = address === undefined ? [] : (parseSegments(address) ?? []);
  return segments.flatMap(({ name }, position) => {
    const next = segments[position + 1];
    return name === "module" && position % 2 === 0 && next !== undefined
      ? [{ name: next.name, index: next.indexes[0] }]
      : [];
  });
}

/** How the configuration names a module, without indexes. */
export function modulePathKey(path: readonly Pick<ModuleStep, "name">[]): string {
  return path.map(({ name }) => `module.${name}.`).join("");
}
