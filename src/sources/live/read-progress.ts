/** Told what is to be read and what is done; decides by itself what to show. */
export interface ReadProgress {
  /** So many more calls are known to be needed. */
  expect(calls: number): void;
  done(calls: number): void;
  /** So many things were found: `accounts`, `OUs`, `policies`. */
  found(what: string, count: number): void;
  /** A sentence for people. */
  note(text: string): void;
}

export const NO_PROGRESS: ReadProgress = {
  expect: () => undefined,
  done: () => undefined,
  found: () => undefined,
  note: () => undefined,
};
