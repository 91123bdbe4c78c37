import { grouped } from "./grouped";

/** `1 account`, `2 accounts`, `1,284 accounts`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}
