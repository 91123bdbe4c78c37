/** `unknown`: the caller may not look. */
export type CheckStatus = "ok" | "warning" | "failed" | "unknown";

/** One thing that must be true before apply. */
export interface PreflightCheck {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly status: CheckStatus;
  /** What was found. */
  readonly seen: string;
  /** What to do; absent where nothing is. */
  readonly action?: string;
  /** The account and Region it is about, where it is not about the organization. */
  readonly accountId?: string;
  readonly region?: string;
}

/** A fact, or why it could not be read. */
export type Fact<T> =
  { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** The check of a fact that could not be read. */
export function notReadable(id: string, title: string, why: string): PreflightCheck {
  return {
    id,
    title,
    status: "unknown",
    seen: why,
    action: "Allow the caller to look, or check it by hand.",
  };
}

/** Judges a fact where it is known. */
export function judged<T>(
  id: string,
  title: string,
  fact: Fact<T>,
  judge: (value: T) => Omit<PreflightCheck, "id" | "title">,
): PreflightCheck {
  return fact.known ? { id, title, ...judge(fact.value) } : notReadable(id, title, fact.why);
}

/** Ids and names in a sentence: the first ones, and how many more. */
export function listed(items: readonly string[], most = 5): string {
  const rest = items.length - most;
  return `${items.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
