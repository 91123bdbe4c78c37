import { addAll } from "./add-all";

/** What can be reached from some names, themselves included, by going from each to the next ones. */
export function reachable(
  from: Iterable<string>,
  next: (name: string) => Iterable<string> | undefined,
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (!found.has(name)) {
      found.add(name);
      addAll(open, next(name) ?? []);
    }
  }
  return found;
}
