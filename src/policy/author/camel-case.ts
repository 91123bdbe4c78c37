/** A key of the policy syntax as authors write it: `delete_after_days` becomes `deleteAfterDays`. */
export type CamelCase<Key extends string> = Key extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Key>;

/** What {@link CamelCase} says about a type, for a text. */
export function camelCase(key: string): string {
  return key.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
