/**
 * Control characters, and the invisible ones that change how a line reads: direction overrides, zero
 * widths, fillers, variations of no letter, line separators.
 */
const UNSAFE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are what must not reach a terminal
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Makes a name or a value from outside safe to print: what could steer a terminal is shown as an escape. */
export function escapeControl(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
