import { createInterface } from "node:readline/promises";

/** Asks the person at the terminal; tests answer themselves. */
export interface Interaction {
  /** Whether there is someone to ask. */
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
}

export function processInteraction(): Interaction {
  return {
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    ask: async (question) => {
      const reader = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await reader.question(question);
      } finally {
        reader.close();
      }
    },
  };
}
