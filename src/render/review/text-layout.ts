/** Characters that take two columns of a terminal: East Asian wide ones and pictographs. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mn}|\p{Me}/u;
// eslint-disable-next-line no-control-regex -- plain ASCII needs no look at each character
const PLAIN = /^[\u0000-\u007f]*$/;

/** How many columns a text takes on a terminal. */
export function columns(text: string): number {
  if (PLAIN.test(text)) {
    return text.length;
  }
  let count = 0;
  for (const character of text) {
    count += WIDE.test(character) ? 2 : COMBINING.test(character) ? 0 : 1;
  }
  return count;
}

/** Where a long word is best broken: between the names of a path, else after what separates the parts of a name. */
const COARSE_JOINTS = /(?<=[/,|])/;
const FINE_JOINTS = /(?<=[:=_.-])/;

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and inside of words that are longer
 * than a line at the joints of a path or wherever it must be.
 *
 * @param first before the first line, itself counted
 * @param rest before the lines that follow
 */
export function fit(text: string, width: number, first: string, rest = first): readonly string[] {
  const room = Math.max(8, width - Math.max(columns(first), columns(rest)));
  const lines: string[] = [];
  let indent = first;
  let content = "";
  text.split(" ").forEach((word, index) => {
    pieces(word, room).forEach((piece, part) => {
      const joined = `${content}${index > 0 && part === 0 ? " " : ""}${piece}`;
      if (content !== "" && columns(indent) + columns(joined) > width) {
        lines.push(indent + content);
        indent = rest;
        content = piece;
      } else {
        content = joined;
      }
    });
  });
  return [...lines, indent + content];
}

/** A word in pieces that each fit a line. */
function pieces(word: string, room: number): readonly string[] {
  if (columns(word) <= room) {
    return [word];
  }
  const split = (text: string, joints: RegExp): readonly string[] =>
    columns(text) <= room ? [text] : text.split(joints);
  return split(word, COARSE_JOINTS)
    .flatMap((piece) => split(piece, FINE_JOINTS))
    .flatMap((piece) => (columns(piece) <= room ? [piece] : chopped(piece, room)));
}

function chopped(piece: string, room: number): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (columns(part) + columns(character) > room) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

/** A text of at most so many characters: of a longer one, its beginning and its end. */
export function shortened(text: string, most: number): string {
  const characters = text.length <= most ? undefined : Array.from(text);
  if (characters === undefined || characters.length <= most) {
    return text;
  }
  const head = Math.ceil((most - 1) * 0.6);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (most - 1 - head)).join("")}`;
}

/** The same for one line of a terminal: at most so many columns. */
export function oneLine(text: string, width: number): string {
  if (columns(text) <= width) {
    return text;
  }
  const characters = Array.from(text);
  const head = taken(characters, Math.ceil((width - 1) * 0.6));
  const tail = taken(characters.reverse(), width - 1 - columns(head));
  return `${head}…${Array.from(tail).reverse().join("")}`;
}

function taken(characters: readonly string[], width: number): string {
  let text = "";
  let left = width;
  for (const character of characters) {
    left -= columns(character);
    if (left < 0) {
      break;
    }
    text += character;
  }
  return text;
}
