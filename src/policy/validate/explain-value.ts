import { INTEGER_DIGITS } from "../limits";
import { didYouMeanSentence } from "../../text/did-you-mean";
import type { ValueSpec } from "../grammar/value-spec";
import { ALL_REGIONS } from "../regions";
import { RESOURCE_TYPES } from "../resource-types";

export interface Explanation {
  /** What the setting takes, to stand behind "it takes". */
  readonly demand: string;
  readonly hint?: string | undefined;
}

/** Says what a setting takes, and what may have been meant instead of a value that it refuses. */
export function explainValue(text: string, spec: ValueSpec): Explanation {
  switch (spec.type) {
    case "integer":
      return {
        demand: `a whole number of ${spec.unit} from ${spec.minimum}, at most ${INTEGER_DIGITS} digits and nothing else`,
        hint: integerHint(text, spec.minimum),
      };
    case "boolean":
      return {
        demand: "true or false, in lower case",
        hint: suggest(text.toLowerCase(), text, ["true", "false"]),
      };
    case "enumeration":
      return { demand: oneOf(spec.values), hint: suggest(text, text, spec.values) };
    case "text":
      return { demand: `${spec.means}, ${spec.shortest} to ${spec.longest} characters` };
    case "pattern":
      return { demand: spec.means, hint: patternHint(text, spec) };
    case "region":
      return {
        demand: "the code of a Region, such as eu-west-1",
        hint:
          text === "*"
            ? "A policy names each Region; there is no wildcard."
            : suggest(text, text, ALL_REGIONS),
      };
    case "resource-type":
      return {
        demand: '"*" or one of the supported resource types',
        hint: suggest(
          text,
          text,
          RESOURCE_TYPES.filter((type) => serviceOf(type) === serviceOf(text)),
        ),
      };
    case "schedule":
      return { demand: "an AWS cron expression" };
  }
}

function integerHint(text: string, minimum: number): string | undefined {
  const number = Number(text);
  return text.trim() !== "" &&
    Number.isInteger(number) &&
    number >= minimum &&
    number <= Number.MAX_SAFE_INTEGER
    ? `Write ${JSON.stringify(String(number))}.`
    : undefined;
}

function patternHint(text: string, spec: ValueSpec & { readonly type: "pattern" }): string {
  const example = `For example ${JSON.stringify(spec.example)}.`;
  switch (spec.id) {
    case "role-arn":
      return /:iam::[0-9]{12}:/.test(text)
        ? `One policy serves many accounts: write $account instead of the account id. ${example}`
        : example;
    case "copy-vault-arn":
      return text.includes("$region")
        ? `$region is not allowed here: write the Region of the vault. ${example}`
        : example;
    case "air-gapped-vault-arn":
      return `Both placeholders are required, since the vault is in the account and Region of the backup. ${example}`;
    case "condition-key":
      return example;
    case "vault-name":
      return text.startsWith("arn:") ? `This is the name of the vault, not its ARN. ${example}` : example;
  }
}

function oneOf(values: readonly string[]): string {
  const words = values.map((value) => JSON.stringify(value));
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

const LONGEST_WORD = 100;

function suggest(lookup: string, text: string, values: readonly string[]): string | undefined {
  if (text.length > LONGEST_WORD) {
    return undefined;
  }
  const sentence = didYouMeanSentence(lookup, values).trim();
  return sentence === "" ? undefined : sentence;
}

/** Another service's resources are never what was meant. */
function serviceOf(arn: string): string | undefined {
  return arn.split(":", 3)[2];
}
