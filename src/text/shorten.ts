import { displayWidth } from "./display-width";

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
  if (displayWidth(text) <= width) {
    return text;
  }
  const characters = Array.from(text);
  const head = taken(characters, Math.ceil((width - 1) * 0.6));
  const tail = taken(characters.reverse(), width - 1 - displayWidth(head));
  return `${head}…${Array.from(tail).reverse().join("")}`;
}

function taken(characters: readonly string[], width: number): string {
  let text = "";
  let left = width;
  for (const character of characters) {
    left -= displayWidth(character);
    if (left < 0) {
      break;
    }
    text += character;
  }
  return text;
}
