/**
 * Control characters, and the invisible ones that change how a line reads: direction overrides, zero
 * widths, line separators.
 */
// eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Makes a name or a value from outside safe to print: what could steer a terminal is shown as an escape. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}
