import { counted } from "../text/counted";

/** `2 of these accounts are suspended, closed or not active yet` */
export function inactiveWords(inactive: number): string {
  return `${counted(inactive, "of these accounts is", "of these accounts are")} suspended, closed or not active yet`;
}
