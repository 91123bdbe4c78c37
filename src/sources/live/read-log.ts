import type { JsonValue } from "../../text/json";

/** Remembers answers, so that reading can go on where it was interrupted. */
export interface ReadLog {
  /** Says which organization is read; answers about another one are dropped. */
  begin(identity: string): void;
  lookUp(key: string): JsonValue | undefined;
  record(key: string, value: JsonValue): void;
  /** Drops every answer whose key begins so. */
  forget(prefix: string): void;
}

/** Remembers nothing. */
export const NO_READ_LOG: ReadLog = {
  begin: () => undefined,
  lookUp: () => undefined,
  record: () => undefined,
  forget: () => undefined,
};
