import type { Segments } from "./segments";

interface SchemaShape {
  readonly wrapped?: unknown;
  readonly item?: unknown;
  readonly entries?: Readonly<Record<string, unknown>>;
}

/** The keys that a schema knows at a place, found by walking the schema's own definition. */
export function knownKeys(root: unknown, segments: Segments): readonly string[] {
  let schema: unknown = root;
  for (const segment of segments) {
    const { entries, item } = unwrap(schema);
    schema = typeof segment === "number" ? item : entries?.[segment];
  }
  return Object.keys(unwrap(schema).entries ?? {});
}

function unwrap(schema: unknown): SchemaShape {
  const shape = (schema ?? {}) as SchemaShape;
  return shape.wrapped === undefined ? shape : unwrap(shape.wrapped);
}
