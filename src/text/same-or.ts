/** The earlier list, if the same things stand in it: indexes of it are made once. */
export function sameOr<T>(earlier: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return earlier?.length === now.length && now.every((each, index) => each === earlier[index])
    ? earlier
    : now;
}
