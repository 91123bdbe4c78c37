/** Characters that take two columns of a terminal: East Asian wide ones and pictographs. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mn}|\p{Me}/u;
// eslint-disable-next-line no-control-regex -- plain ASCII needs no look at each character
const PLAIN = /^[\u0000-\u007f]*$/;

/** Whether every character of a text takes one column, and takes it for certain. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** How many columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  if (isPlain(text)) {
    return text.length;
  }
  let count = 0;
  for (const character of text) {
    count += WIDE.test(character) ? 2 : COMBINING.test(character) ? 0 : 1;
  }
  return count;
}
