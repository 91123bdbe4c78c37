/** A seeded generator of numbers from 0 up to, not including, 1: equal seeds give equal runs. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Identifiers as AWS makes them: unique, equal in every run, and in no order, so that nothing can
 * mistake the order of identifiers for the order of creation.
 */
export class Identifiers {
  private readonly random: () => number;
  private readonly used = new Set<string>();

  constructor(seed = 1) {
    this.random = seededRandom(seed);
  }

  /** Lower-case letters and digits. */
  text(length: number): string {
    return this.unique(length, ALPHABET);
  }

  /** Upper-case, as in `AROA...`. */
  upper(length: number): string {
    return this.unique(length, ALPHABET).toUpperCase();
  }

  accountId(): string {
    return this.unique(12, "123456789");
  }

  uuid(): string {
    const hex = this.unique(32, "0123456789abcdef");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  private unique(length: number, alphabet: string): string {
    for (;;) {
      const text = Array.from({ length }, () => alphabet[Math.floor(this.random() * alphabet.length)]).join(
        "",
      );
      if (!this.used.has(text)) {
        this.used.add(text);
        return text;
      }
    }
  }
}
