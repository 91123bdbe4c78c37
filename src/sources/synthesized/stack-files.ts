import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject, itemsOf, objectOf, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";

/** What Terraform takes from the folder of a stack. */
export interface StackFiles {
  readonly json: JsonObject;
  /** Files that Terraform reads and the review does not: HCL, what OpenTofu alone reads, and links. */
  readonly notRead: readonly string[];
}

const CODE = /\.(?:tf|tofu)(?:\.json)?$/;
const OVERRIDE = /(?:^|_)override\.tf\.json$/;
/** What Terraform passes over: hidden files and those that editors leave. */
const IGNORED = /^\.|~$|^#.*#$/;

/** Blocks by the number of labels that a name of their own stands behind. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  locals: 0,
  terraform: 0,
};

/**
 * The JSON of a stack with that of other files in its folder, as Terraform puts them together: override files
 * come after all others, in the order of their names, and replace arguments.
 *
 * @param file `cdk.tf.json`
 */
export function stackFiles(file: string, read: (file: string) => JsonObject): StackFiles {
  const folder = dirname(file);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const others = entries.filter(
    ({ name }) => CODE.test(name) && !IGNORED.test(name) && name !== basename(file),
  );
  // The code under review must not choose files elsewhere by a link.
  const names = others
    .filter((entry) => entry.name.endsWith(".tf.json") && entry.isFile())
    .map(({ name }) => name)
    .sort();
  const added = names.filter((name) => !OVERRIDE.test(name));
  const overrides = names.filter((name) => OVERRIDE.test(name));
  const json = [...added, ...overrides].reduce(
    (stack, name) => joined(stack, withoutLists(join(folder, name), read), overrides.includes(name)),
    withoutLists(file, read),
  );
  return { json, notRead: others.flatMap(({ name }) => (names.includes(name) ? [] : [join(folder, name)])) };
}

/** JSON allows a list of blocks wherever it allows a block. */
function withoutLists(file: string, read: (file: string) => JsonObject): JsonObject {
  return mapped(read(file), (value, key) => {
    const labels = key === "provider" ? 0 : LABELS[key];
    return labels !== undefined ? unlisted(value, labels, key, file) : key === "//" ? value : listed(value);
  });
}

/** @throws OrgBackupError (`input`) for what is no block: it must not count as one that is not there */
function unlisted(value: JsonValue, labels: number, name: string, file: string): JsonObject {
  return listed(value).reduce<JsonObject>((all, part) => {
    if (part !== null && !isJsonObject(part)) {
      throw new OrgBackupError("input", `"${name}" is ${JSON.stringify(part)}, an object is expected.`, {
        where: file,
        hint: "Run `npx cdktf synth` again.",
      });
    }
    const body = objectOf(part);
    const inner = (each: JsonValue, key: string): JsonValue =>
      key === "//" ? each : unlisted(each, labels - 1, `${name}.${key}`, file);
    const own = labels === 0 ? body : mapped(body, inner);
    // Almost always there is no list, and nothing to put together.
    return part === value && (labels > 0 || own.lifecycle === undefined)
      ? own
      : labelled(all, own, labels, false);
  }, {});
}

function joined(stack: JsonObject, file: JsonObject, isOverride: boolean): JsonObject {
  const sections = Object.entries(file).map(([key, value]): readonly [string, JsonValue] => {
    const known = stack[key];
    if (known === undefined) {
      return [key, value];
    }
    const labels = LABELS[key];
    return [
      key,
      labels !== undefined
        ? labelled(objectOf(known), objectOf(value), labels, isOverride)
        : key === "provider"
          ? providers(objectOf(known), objectOf(value), isOverride)
          : key === "//"
            ? known
            : [...listed(known), ...listed(value)],
    ];
  });
  return { ...stack, ...Object.fromEntries(sections) };
}

/** Behind the labels arguments and nested blocks replace those of the same name; `lifecycle` is merged. */
function labelled(one: JsonObject, other: JsonObject, labels: number, isOverride: boolean): JsonObject {
  if (labels > 0) {
    const inner = mapped(other, (value, name) =>
      one[name] === undefined
        ? value
        : labelled(objectOf(one[name]), objectOf(value), labels - 1, isOverride),
    );
    return { ...one, ...inner };
  }
  const [first, second] = [one.lifecycle, other.lifecycle].map((each) => objectOf(listed(each)[0]));
  // An override's backend takes the place of either.
  const isMoved = isOverride && (other.backend ?? other.cloud) !== undefined;
  const kept = Object.entries(one).filter(([name]) => !isMoved || (name !== "backend" && name !== "cloud"));
  return {
    ...Object.fromEntries(kept),
    ...other,
    ...(other.lifecycle === undefined ? {} : { lifecycle: { ...first, ...second } }),
    ...(one["//"] === undefined ? {} : { "//": one["//"] }),
  };
}

/** An override changes the configuration of the same alias. */
function providers(one: JsonObject, other: JsonObject, isOverride: boolean): JsonObject {
  const both = mapped(other, (value, name) => {
    const known = listed(one[name]).map(objectOf);
    const more = listed(value).map(objectOf);
    const changed = known.map((each) => ({
      ...each,
      ...(isOverride ? more.find(({ alias }) => textOf(alias) === textOf(each.alias)) : undefined),
    }));
    const added = more.filter(
      ({ alias }) => !isOverride || !known.some((each) => textOf(each.alias) === textOf(alias)),
    );
    return [...changed, ...added];
  });
  return { ...one, ...both };
}

function listed(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? itemsOf(value) : value === undefined ? [] : [value];
}

/** The same object if nothing in it changes: most are large, and stay as they are. */
function mapped(object: JsonObject, map: (value: JsonValue, name: string) => JsonValue): JsonObject {
  const changed = Object.entries(object).flatMap(([name, value]) => {
    const now = map(value, name);
    return now === value ? [] : [[name, now] as const];
  });
  return changed.length === 0 ? object : { ...object, ...Object.fromEntries(changed) };
}
