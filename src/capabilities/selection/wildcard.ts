/** Whether a text matches a pattern in which `*` stands for any text without white space, as AWS Backup reads it. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("\\S*")}$`, "u").test(text);
}
