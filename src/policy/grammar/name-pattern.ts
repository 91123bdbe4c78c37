import { LONGEST_NAME } from "../limits";

/** Names of plans, rules, selections and conditions, as the source of a regular expression. Recorded. */
export const NAME_PATTERN = `^[A-Za-z0-9_.-]{1,${LONGEST_NAME}}$`;

/** The pattern in words. */
export const NAME_WORDS = `1 to ${LONGEST_NAME} letters, digits, dots, hyphens and underscores`;
