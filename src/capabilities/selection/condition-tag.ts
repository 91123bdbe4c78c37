const TAG_KEY = /^aws:ResourceTag\/(.+)$/u;

/** The tag that a condition looks at; undefined for a condition on anything else. */
export function conditionTag(key: string): string | undefined {
  return TAG_KEY.exec(key)?.[1];
}
