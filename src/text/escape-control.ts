/**
 * Control characters, and the invisible ones that change how a line reads: direction overrides, zero
 * widths, line separators.
 */
const UNSAFE =
  // eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Makes a name or a value from outside safe to print: what could steer a terminal is shown as an escape. */
export function escapeControl(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
