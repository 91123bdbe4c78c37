/** Names of OUs are unique below one parent. */
export function unitNameKey({
  parentId,
  name,
}: {
  readonly parentId: string;
  readonly name: string;
}): string {
  return `${parentId}/${name}`;
}

export function add(index: Map<string, Set<string>>, key: string, value: string): void {
  const known = index.get(key);
  if (known === undefined) {
    index.set(key, new Set([value]));
  } else {
    known.add(value);
  }
}
