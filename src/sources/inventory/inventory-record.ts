import type { Resource } from "../../organization/inventory";
import { parseArn } from "../../text/arn";
import { isJsonObject, itemsOf, setOwn, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";

/** A mistake in one record of an inventory, without its place. */
export class RecordProblem extends Error {
  override readonly name = "RecordProblem";
}

/** The parts of a resource as a source spells them. */
export interface RecordParts {
  readonly arn: JsonValue | undefined;
  readonly accountId?: JsonValue | undefined;
  readonly region?: JsonValue | undefined;
  readonly tags: Resource["tags"];
  readonly tagKeys?: ReadonlySet<string> | undefined;
}

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/**
 * A resource, with account and Region from its ARN if the record does not name them.
 *
 * @param arnKey what the source calls the ARN, for messages
 * @throws RecordProblem
 */
export function resourceOfRecord(
  { arn: given, accountId, region, tags, tagKeys }: RecordParts,
  arnKey: string,
): Resource {
  if (given === undefined) {
    throw new RecordProblem(`The key "${arnKey}" is missing.`);
  }
  const arn = textOf(given);
  const parsed = parseArn(arn);
  if (arn === undefined || parsed === undefined) {
    throw new RecordProblem(`"${arnKey}" is not an ARN: ${shown(given)}.`);
  }
  return {
    arn,
    accountId: agreed("account", named(accountId), ACCOUNT.test(parsed.accountId) ? parsed.accountId : "", {
      form: ACCOUNT,
      rule: "an account id has 12 digits",
    }),
    region: agreed("Region", named(region), parsed.region, {
      form: REGION,
      rule: "a Region is written like eu-central-1",
    }),
    tags,
    ...(tagKeys === undefined ? {} : { tagKeys }),
  };
}

function named(value: JsonValue | undefined): JsonValue | undefined {
  // Sources write "global" for what has no Region, and leave cells empty.
  return value === undefined || value === null || value === "" || value === "global" ? undefined : value;
}

/** What the record names and what the ARN names must be the same. */
function agreed(
  what: string,
  given: JsonValue | undefined,
  ofArn: string,
  { form, rule }: { readonly form: RegExp; readonly rule: string },
): string | undefined {
  if (given === undefined) {
    return ofArn === "" ? undefined : ofArn;
  }
  if (typeof given !== "string" || !form.test(given)) {
    throw new RecordProblem(`The ${what} ${shown(given)} is not valid: ${rule}.`);
  }
  if (ofArn !== "" && ofArn !== given) {
    throw new RecordProblem(
      `The ${what} ${JSON.stringify(given)} contradicts the ARN, which names ${ofArn}.`,
    );
  }
  return given;
}

/**
 * Tags as a list of keys and values.
 *
 * @throws RecordProblem
 */
export function tagsOfList(
  value: JsonValue | undefined,
  [keyName, valueName]: readonly [string, string],
): Resource["tags"] {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw new RecordProblem(`Tags must be a list, found ${shown(value)}.`);
  }
  const tags: Record<string, string> = {};
  for (const item of itemsOf(value)) {
    const [key, text] = isJsonObject(item) ? [item[keyName], item[valueName] ?? ""] : [undefined, undefined];
    if (typeof key !== "string" || typeof text !== "string") {
      throw new RecordProblem(
        `A tag must have a string for "${keyName}" and "${valueName}", found ${shown(item)}.`,
      );
    }
    setOwn(tags, key, text);
  }
  return tags;
}

/**
 * Tags as an object.
 *
 * @throws RecordProblem
 */
export function tagsOfObject(value: JsonValue | undefined): Resource["tags"] {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isJsonObject(value)) {
    throw new RecordProblem(`"tags" must be an object, found ${shown(value)}.`);
  }
  for (const key of Object.keys(value)) {
    const text = value[key];
    if (typeof text !== "string") {
      throw new RecordProblem(
        `The value of tag ${JSON.stringify(key)} must be a string, found ${shown(text ?? null)}.`,
      );
    }
  }
  return value as Readonly<Record<string, string>>;
}

/** @throws RecordProblem */
export function recordObject(value: JsonValue): JsonObject {
  if (!isJsonObject(value)) {
    throw new RecordProblem(`A resource must be an object, found ${shown(value)}.`);
  }
  return value;
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

const SHOWN = 60;
