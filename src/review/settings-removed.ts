/** Names that are gone from a set; nothing where one of the two sets is not known. */
export function settingsRemoved(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): readonly string[] {
  return before === undefined || after === undefined ? [] : before.filter((name) => !after.includes(name));
}
