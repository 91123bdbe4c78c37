import { randomBytes } from "node:crypto";
import { isOwner, OWNER_RULE } from "../../change/ownership";
import { OrgBackupError } from "../../org-backup-error";
import { partitionOf } from "../../policy/regions";
import type { Interaction } from "../interaction";

/** What only the user knows. */
interface AskedAnswers {
  readonly organizationId: string;
  readonly rootId: string;
  readonly managementAccount: string;
  readonly region: string;
}

/** What a starter repository needs to know. */
export interface StarterAnswers extends AskedAnswers {
  /** The id by which the app signs its policies. */
  readonly owner: string;
}

/** The id in the files of the starter, to be replaced. */
export const EXAMPLE_OWNER = "backup-policies-example";

interface Question {
  readonly flag: string;
  readonly question: string;
  readonly pattern: RegExp;
  readonly expected: string;
  /** What the files of the starter hold, to be replaced. */
  readonly example: string;
}

export const QUESTIONS: Readonly<Record<keyof AskedAnswers, Question>> = {
  organizationId: {
    flag: "--organization-id",
    question: "The id of the organization (AWS Organizations console, o-...): ",
    pattern: /^o-[a-z0-9]{10,32}$/,
    expected: "o- and 10 to 32 small letters and digits",
    example: "o-exampleorg1",
  },
  rootId: {
    flag: "--root-id",
    question: "The id of its root (r-...): ",
    pattern: /^r-[a-z0-9]{4,32}$/,
    expected: "r- and 4 to 32 small letters and digits",
    example: "r-exam",
  },
  managementAccount: {
    flag: "--management-account",
    question: "The id of its management account (12 digits): ",
    pattern: /^\d{12}$/,
    expected: "12 digits",
    example: "111111111111",
  },
  region: {
    flag: "--region",
    question: "The Region to back up (eu-central-1): ",
    pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
    expected: "a Region, for example eu-central-1",
    example: "eu-central-1",
  },
};

/**
 * What the flags say; what they do not say is asked at the terminal.
 *
 * @throws OrgBackupError (`usage`) if no user can be asked, or an answer is not valid
 */
export async function starterAnswers(
  given: Partial<StarterAnswers> & { readonly example?: boolean },
  interaction: Interaction,
): Promise<StarterAnswers> {
  const answer = async (name: keyof AskedAnswers): Promise<string> => {
    const { question, example } = QUESTIONS[name];
    const known = given[name] ?? (given.example === true ? example : undefined);
    return checked(name, known ?? (await interaction.ask(question)).trim());
  };
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length > 0 && given.example !== true && !interaction.interactive) {
    throw new OrgBackupError(
      "usage",
      `Missing: ${missing.map((name) => QUESTIONS[name].flag).join(", ")}. There is no terminal to ask at.`,
      { hint: "Give the flags, or --example for an invented organization." },
    );
  }
  const owner = given.owner ?? (given.example === true ? EXAMPLE_OWNER : newOwner());
  if (!isOwner(owner)) {
    throw new OrgBackupError("usage", `--owner expects an id, found ${JSON.stringify(owner)}.`, {
      hint: OWNER_RULE,
    });
  }
  // One after the other: two questions at a time could not be answered.
  return {
    organizationId: await answer("organizationId"),
    rootId: await answer("rootId"),
    managementAccount: await answer("managementAccount"),
    region: await answer("region"),
    owner,
  };
}

/** Two apps of one organization must not sign with the same id. */
function newOwner(): string {
  return `backup-policies-${randomBytes(4).toString("hex")}`;
}

const names = Object.keys(QUESTIONS) as readonly (keyof AskedAnswers)[];

function checked(name: keyof AskedAnswers, answer: string): string {
  const { flag, pattern, expected } = QUESTIONS[name];
  if (!pattern.test(answer) || (name === "region" && partitionOf(answer) === undefined)) {
    throw new OrgBackupError("usage", `${flag} expects ${expected}, found ${JSON.stringify(answer)}.`);
  }
  return answer;
}
