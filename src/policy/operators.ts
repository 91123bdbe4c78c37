import { CHILD_CONTROL, VALUE_OPERATORS } from "./operator-set";
import type { ValueOperator } from "./operator-set";

export type OperatorKey = ValueOperator | typeof CHILD_CONTROL;

/** What a child control list may hold. */
export const CONTROL_WORDS = ["@@all", "@@none", ...VALUE_OPERATORS] as const;
export type ControlWord = (typeof CONTROL_WORDS)[number];

export const OPERATOR_KEYS: readonly OperatorKey[] = [...VALUE_OPERATORS, CHILD_CONTROL];

const operatorsByKey: ReadonlyMap<string, OperatorKey> = new Map(OPERATOR_KEYS.map((key) => [key, key]));
const controlWords: ReadonlySet<string> = new Set(CONTROL_WORDS);

const AT_SIGN = 0x40;

/** Whether a key claims to be an operator: no name of a policy may start so. */
export function isOperatorLike(key: string): boolean {
  // Asked of every name of every document: most do not even begin so.
  return key.charCodeAt(0) === AT_SIGN && key.startsWith("@@");
}

/** The operator that a key names; AWS compares operators ignoring case. */
export function operatorOf(key: string): OperatorKey | undefined {
  return operatorsByKey.get(key) ?? operatorsByKey.get(key.toLowerCase());
}

/** The word of a control list that a text names, ignoring case. */
export function controlWordOf(text: string): ControlWord | undefined {
  const word = text.toLowerCase();
  return controlWords.has(word) ? (word as ControlWord) : undefined;
}
