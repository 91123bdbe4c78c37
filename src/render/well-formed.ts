/** Replaces halves of characters that stand alone: UTF-8 and XML cannot hold them, and encodeURIComponent throws. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
