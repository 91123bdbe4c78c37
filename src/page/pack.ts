import { BackupEnvironment } from "../organization/backup-environment";
import type { BackupEnvironmentData } from "../organization/backup-environment";
import type { Account, OrganizationData, Policy } from "../organization/model";
import { Organization } from "../organization/organization";
import { isJsonObject, setOwn } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/** Names of what JSON does not have; a key that begins like one gets a second sign. */
const SIGN = "%";

const LISTS = ["organizationalUnits", "accounts", "policies", "attachments"] as const;
type ListKey = (typeof LISTS)[number];

/**
 * Values as JSON: maps, sets, organizations and what they share. Of a second organization only what
 * differs from the first is written.
 */
export class Packer {
  private readonly seen = new Map<object, number>();
  private first: OrganizationData | undefined;

  /** @throws RangeError for a function: it cannot go along */
  pack(value: unknown): JsonValue {
    if (typeof value !== "object" || value === null) {
      if (typeof value === "function") {
        throw new RangeError("a function cannot be packed");
      }
      return value === undefined ? { [`${SIGN}undefined`]: true } : (value as JsonValue);
    }
    const known = this.seen.get(value);
    if (known !== undefined) {
      return { [`${SIGN}ref`]: known };
    }
    this.seen.set(value, this.seen.size);
    if (Array.isArray(value)) {
      return value.map((item) => this.pack(item));
    }
    if (value instanceof Map) {
      return { [`${SIGN}map`]: [...value].map(([key, item]) => [this.pack(key), this.pack(item)]) };
    }
    if (value instanceof Set) {
      return { [`${SIGN}set`]: [...value].map((item) => this.pack(item)) };
    }
    if (value instanceof Organization) {
      return { [`${SIGN}organization`]: this.organization(value.data) };
    }
    if (value instanceof BackupEnvironment) {
      return { [`${SIGN}environment`]: this.pack(value.data) };
    }
    return this.object(value as Readonly<Record<string, unknown>>);
  }

  private object(value: Readonly<Record<string, unknown>>): JsonObject {
    const packed: Record<string, JsonValue> = {};
    for (const [key, item] of Object.entries(value)) {
      const isAddress = key === "email" && value.operation === "CreateAccount";
      if (item !== undefined && !isAddress) {
        setOwn(packed, key.startsWith(SIGN) ? SIGN + key : key, this.pack(item));
      }
    }
    return packed;
  }

  private organization(data: OrganizationData): JsonObject {
    const { settings, root, publishedPolicies, openAttachments, openParents } = data;
    const { first } = this;
    this.first ??= data;
    return {
      settings: this.pack(settings),
      root: this.pack(root),
      ...Object.fromEntries(LISTS.map((key) => [key, this.list(key, data, first)])),
      publishedPolicies: this.pack(publishedPolicies),
      ...(openAttachments === undefined ? {} : { openAttachments: this.pack(openAttachments) }),
      ...(openParents === undefined ? {} : { openParents: this.pack(openParents) }),
    };
  }

  /** What the first organization has too is written as runs: where one begins there, and how many it has. */
  private list(key: ListKey, data: OrganizationData, first: OrganizationData | undefined): JsonValue {
    const earlier: readonly object[] = first?.[key] ?? [];
    const places = new Map(earlier.map((item, index) => [keyOf(item), index]));
    const packed: (JsonObject | [number, number])[] = [];
    for (const item of data[key]) {
      const place = places.get(keyOf(item));
      const last = packed.at(-1);
      if (place === undefined || !isSame(item, earlier[place])) {
        packed.push(this.object(recordOf(item)));
      } else if (Array.isArray(last) && last[0] + last[1] === place) {
        last[1] += 1;
      } else {
        packed.push([place, 1]);
      }
    }
    return packed;
  }
}

/** @param packed what {@link Packer.pack} gave, through JSON */
export function unpack(packed: JsonValue): unknown {
  return new Unpacker().value(packed);
}

class Unpacker {
  private readonly seen: object[] = [];
  private first: OrganizationData | undefined;

  value(packed: JsonValue): unknown {
    if (typeof packed !== "object" || packed === null) {
      return packed;
    }
    if (Array.isArray(packed)) {
      const list: unknown[] = [];
      this.seen.push(list);
      for (const item of packed as readonly JsonValue[]) {
        list.push(this.value(item));
      }
      return list;
    }
    const [key = ""] = Object.keys(packed);
    if (!key.startsWith(SIGN) || key.startsWith(SIGN + SIGN)) {
      return this.object(packed as JsonObject);
    }
    const content = (packed as JsonObject)[key] as JsonValue;
    switch (key.slice(SIGN.length)) {
      case "ref":
        return this.seen[content as number];
      case "map": {
        const map = new Map<unknown, unknown>();
        this.seen.push(map);
        for (const [name, item] of content as readonly [JsonValue, JsonValue][]) {
          map.set(this.value(name), this.value(item));
        }
        return map;
      }
      case "set": {
        const set = new Set<unknown>();
        this.seen.push(set);
        (content as readonly JsonValue[]).forEach((item) => set.add(this.value(item)));
        return set;
      }
      case "organization": {
        const place = this.seen.push({}) - 1;
        const organization = this.organization(content as JsonObject);
        this.seen[place] = organization;
        return organization;
      }
      case "environment": {
        const place = this.seen.push({}) - 1;
        const environment = new BackupEnvironment(this.value(content) as BackupEnvironmentData);
        this.seen[place] = environment;
        return environment;
      }
      default:
        return undefined;
    }
  }

  private object(packed: JsonObject): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    this.seen.push(value);
    return this.filled(value, packed);
  }

  private filled(value: Record<string, unknown>, packed: JsonObject): Record<string, unknown> {
    for (const [key, item] of Object.entries(packed)) {
      setOwn(value, key.startsWith(SIGN) ? key.slice(SIGN.length) : key, this.value(item));
    }
    return value;
  }

  private organization(packed: JsonObject): Organization {
    const { first } = this;
    const data: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(packed)) {
      const list = LISTS.find((name) => name === key);
      data[key] =
        list === undefined ? this.value(item) : this.list(item as readonly JsonValue[], first?.[list]);
    }
    const result = Organization.create(data as unknown as OrganizationData);
    if (!result.ok) {
      throw new RangeError(result.problems[0]?.message);
    }
    this.first ??= result.organization.data;
    return result.organization;
  }

  private list(packed: readonly JsonValue[], earlier: readonly unknown[] = []): readonly unknown[] {
    return packed.flatMap((item) => {
      if (isJsonObject(item)) {
        return [withText(this.filled({}, item))];
      }
      const [start, count] = item as readonly [number, number];
      return earlier.slice(start, start + count);
    });
  }
}

function keyOf(item: object): string {
  const { id, targetId } = item as { readonly id?: string; readonly targetId?: string };
  return id ?? targetId ?? "";
}

function isSame(item: object, earlier: object | undefined): boolean {
  return item === earlier || (earlier !== undefined && textOf(item) === textOf(earlier));
}

function textOf(item: object): string {
  return JSON.stringify(recordOf(item), withMaps);
}

function withMaps(_: string, value: unknown): unknown {
  return value instanceof Map ? [...(value as ReadonlyMap<unknown, unknown>)] : value;
}

/** Where a policy is written is found out only when asked: no page asks. Its text is left out if the value gives it. */
function recordOf(item: object): Readonly<Record<string, unknown>> {
  if ("state" in item) {
    // A page is passed around: no e-mail addresses.
    const { id, name, parentId, state } = item as Account;
    return { id, name, parentId, state };
  }
  if (!("content" in item)) {
    return item as Readonly<Record<string, unknown>>;
  }
  const { id, name, content, description, tags } = item as Policy;
  const isPlain = content.kind === "known" && content.text === JSON.stringify(content.value);
  return { id, name, content: isPlain ? { ...content, text: true } : content, description, tags };
}

function withText(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { content } = record as { readonly content?: { readonly text?: unknown; readonly value?: unknown } };
  return content?.text === true
    ? { ...record, content: { ...content, text: JSON.stringify(content.value) } }
    : record;
}
