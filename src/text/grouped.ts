/** A number with its thousands grouped, the same in every locale. */
export function grouped(value: number): string {
  // The first use of locale data takes longer than some commands.
  return Number.isSafeInteger(value)
    ? String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ",")
    : value.toLocaleString("en-US");
}
