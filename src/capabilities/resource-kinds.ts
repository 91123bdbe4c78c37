import { resourcePattern, RESOURCE_TYPES } from "../policy/resource-types";
import { didYouMeanSentence } from "../text/did-you-mean";
import { TABLE_TYPES } from "./tables/types";
import type { TableType, TableTypeId } from "./tables/types";
import { compareText } from "../text/compare-text";

/** A type of resource as a selection can tell it apart, or would if AWS did not share ARN forms among types. */
export interface ResourceKind {
  readonly id: string;
  /** `EBS`, for lists. */
  readonly name: string;
  /** `EBS volumes`, for sentences. */
  readonly plural: string;
  /** What a selection names, without the partition: `ec2:*:*:volume/*`. Several kinds may share it. */
  readonly pattern: string;
  /** The name in AWS Backup's opt-in settings. */
  readonly optIn: string;
  /** Whether AWS's pages do not give that name. */
  readonly isOptInUncertain: boolean;
  /** Its rows in AWS's feature table: several if a setting of the account decides between them. */
  readonly rows: readonly TableTypeId[];
}

const ROWS: readonly (readonly [TableTypeId, TableType])[] = (
  Object.entries(TABLE_TYPES) as readonly (readonly [TableTypeId, TableType])[]
).map(([id, type]) => [id, type]);

/** DynamoDB is one kind of resource, whose features depend on a setting of the account and Region. */
const DYNAMODB: ResourceKind = {
  ...kindOf("dynamodb-advanced", TABLE_TYPES["dynamodb-advanced"]),
  id: "dynamodb",
  name: "DynamoDB",
  plural: "DynamoDB tables",
  rows: ["dynamodb-advanced", "dynamodb-basic"],
};

/** Every kind of resource that AWS Backup backs up, by name. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  ...ROWS.filter(([, { variantOf }]) => variantOf === undefined).map(([id, type]) => kindOf(id, type)),
  DYNAMODB,
].toSorted((first, second) => compareText(first.name, second.name));

/** Kinds that can be asked for in particular, though no selection tells them apart. */
const VARIANTS: readonly ResourceKind[] = ROWS.filter(([, { variantOf }]) => variantOf === DYNAMODB.id).map(
  ([id, type]) => kindOf(id, type),
);

function kindOf(id: TableTypeId, type: TableType): ResourceKind {
  const { name, plural, pattern, optIn, optInUncertain } = type;
  return { id, name, plural, pattern, optIn, isOptInUncertain: optInUncertain === true, rows: [id] };
}

export function resourceKind(id: string): ResourceKind | undefined {
  return [...RESOURCE_KINDS, ...VARIANTS].find((kind) => kind.id === id);
}

/**
 * The kinds that a word of a person stands for: `*`, a resource type of a policy, a service (`ec2` for instances
 * and volumes), or a kind (`ebs`, `aurora`). Empty if the word is not known.
 */
export function kindsOfWord(word: string): readonly ResourceKind[] {
  if (word === "*") {
    return RESOURCE_KINDS;
  }
  const pattern = resourcePattern(word);
  const kinds = RESOURCE_KINDS.filter(
    (kind) => kind.pattern === pattern || kind.pattern.split(":")[0] === word,
  );
  const named = resourceKind(word);
  return kinds.length > 0 ? kinds : named === undefined ? [] : [named];
}

/** Why {@link kindsOfWord} knows nothing of a word, with what may be meant; undefined if it knows it. */
export function unknownTypeProblem(word: string): string | undefined {
  return kindsOfWord(word).length > 0
    ? undefined
    : `${JSON.stringify(word)} is not a resource type that AWS Backup knows.${didYouMeanSentence(word, ["*", ...RESOURCE_TYPE_WORDS, ...RESOURCE_TYPES])}`;
}

/** Services and kinds, in alphabetical order. */
export const RESOURCE_TYPE_WORDS: readonly string[] = [
  ...new Set(
    [...RESOURCE_KINDS, ...VARIANTS].flatMap(({ id, pattern }) => [id, pattern.split(":")[0] ?? id]),
  ),
].toSorted();

/** Names in alphabetical order: `Aurora, RDS, S3`. */
export function kindNames(kinds: readonly ResourceKind[]): readonly string[] {
  return [...new Set(kinds.map(({ name }) => name))].toSorted(compareText);
}
