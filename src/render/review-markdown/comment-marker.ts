/**
 * The hidden line by which a comment is found again, the first of its text.
 *
 * @param tag distinguishes several comments on one pull request; characters other than letters, digits, `.`,
 *   `_` and `-` are spelled out
 */
export function commentMarker(tag = "default"): string {
  const spelled = tag.replace(
    /[^A-Za-z0-9._-]/gu,
    (character) => `_u${(character.codePointAt(0) ?? 0).toString(16)}_`,
  );
  return `<!-- org-backup:${spelled.slice(0, 100)} -->`;
}
