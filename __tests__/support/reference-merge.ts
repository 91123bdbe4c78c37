import type { JsonObject, JsonScalar, JsonValue } from "../../src/text/json";

/**
 * A second implementation of inheritance, written for clarity alone and sharing no code with the
 * engine: flat maps from paths to values and allowed operators.
 */
export function referenceMerge(levels: readonly (readonly JsonObject[])[]): JsonObject {
  const values = new Map<string, string | string[]>();
  const allowed = new Map<string, Set<string>>();
  const known = new Set<string>(["[]"]);
  for (const peers of levels) {
    const nodes = peers.map((document) => flatten(document));
    const paths = [...new Set(nodes.flatMap((node) => [...node.keys()]))].sort((a, b) => depth(a) - depth(b));
    const admitted = new Set<string>(["[]"]);
    for (const path of paths.filter((candidate) => candidate !== "[]")) {
      const parent = parentOf(path);
      const parentAllows = allowed.get(parent) ?? all();
      const isNew = !known.has(path);
      if (admitted.has(parent) && (!isNew || parentAllows.has("@@append") || parentAllows.has("@@assign"))) {
        admitted.add(path);
      }
    }
    for (const path of admitted) {
      known.add(path);
      const may = allowed.get(path) ?? all();
      const here = nodes.flatMap((node) => node.get(path) ?? []);
      if (path !== "[]") {
        const assigned = here.find((leaf) => leaf["@@assign"] !== undefined);
        if (assigned !== undefined && may.has("@@assign")) {
          values.set(path, strings(assigned["@@assign"]));
        }
        for (const leaf of may.has("@@append") ? here : []) {
          if (leaf["@@append"] !== undefined) {
            const value = [values.get(path) ?? []].flat();
            for (const item of [strings(leaf["@@append"])].flat()) {
              if (!value.includes(item)) {
                value.push(item);
              }
            }
            values.set(path, value);
          }
        }
        for (const leaf of may.has("@@remove") ? here : []) {
          const value = values.get(path);
          if (leaf["@@remove"] !== undefined && value !== undefined) {
            const gone = [strings(leaf["@@remove"])].flat();
            values.set(
              path,
              [value].flat().filter((item) => !gone.includes(item)),
            );
          }
        }
      }
    }
    for (const path of admitted) {
      for (const leaf of nodes.flatMap((node) => node.get(path) ?? [])) {
        const words = leaf["@@operators_allowed_for_child_policies"] as string[] | undefined;
        if (words !== undefined) {
          const now = allowed.get(path) ?? all();
          allowed.set(
            path,
            new Set([...now].filter((operator) => words.includes("@@all") || words.includes(operator))),
          );
        }
      }
    }
  }
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [path, value] of values) {
    const names = JSON.parse(path) as string[];
    let at = result;
    for (const container of names.slice(0, -1)) {
      at = (at[container] ??= Object.create(null)) as Record<string, unknown>;
    }
    at[names.at(-1)!] = value;
  }
  return JSON.parse(JSON.stringify(result)) as JsonObject;
}

function all(): Set<string> {
  return new Set(["@@assign", "@@append", "@@remove"]);
}

function flatten(document: JsonObject): Map<string, Record<string, JsonValue>[]> {
  const nodes = new Map<string, Record<string, JsonValue>[]>();
  const visit = (node: JsonObject, path: string[]): void => {
    const own: Record<string, JsonValue> = {};
    for (const [key, value] of Object.entries(node)) {
      if (key.startsWith("@@")) {
        own[key.toLowerCase()] = value;
      } else {
        visit(value as JsonObject, [...path, key.toLowerCase()]);
      }
    }
    nodes.set(JSON.stringify(path), [own]);
  };
  visit(document, []);
  return nodes;
}

function strings(value: JsonValue | undefined): string | string[] {
  const scalars = value as JsonScalar | readonly JsonScalar[];
  return typeof scalars === "object" && scalars !== null ? scalars.map(String) : String(scalars);
}

function parentOf(path: string): string {
  return JSON.stringify((JSON.parse(path) as string[]).slice(0, -1));
}

function depth(path: string): number {
  return (JSON.parse(path) as string[]).length;
}
