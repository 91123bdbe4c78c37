import type { AwsError } from "./aws-error";

/** How a service says that a parameter is missing or has the wrong type. */
export type RejectInput = (parameter: string, problem: "missing" | "invalid") => AwsError;

/** The parameters of one request, read with the checks that every AWS service makes. */
export class Input {
  constructor(
    readonly values: Readonly<Record<string, unknown>>,
    private readonly reject: RejectInput,
  ) {}

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined || value === "") {
      throw this.reject(name, "missing");
    }
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== "string") {
      throw this.reject(name, "invalid");
    }
    return value;
  }

  /** Query and REST parameters arrive as text. */
  number(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) {
      return undefined;
    }
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    if (typeof number !== "number" || Number.isNaN(number)) {
      throw this.reject(name, "invalid");
    }
    return number;
  }

  boolean(name: string): boolean | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "boolean") {
      return value;
    }
    if (value !== "true" && value !== "false") {
      throw this.reject(name, "invalid");
    }
    return value === "true";
  }

  /** Text in ISO 8601 (query, REST) or seconds since 1970 (JSON). */
  date(name: string): Date | undefined {
    const value = this.value(name);
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== "number" && typeof value !== "string") {
      throw this.reject(name, "invalid");
    }
    const date = new Date(typeof value === "number" ? value * 1000 : value);
    if (Number.isNaN(date.getTime())) {
      throw this.reject(name, "invalid");
    }
    return date;
  }

  /** An absent list is empty; so is the empty text that the query protocol writes for it. */
  list(name: string): readonly unknown[] {
    const value = this.value(name);
    if (value === undefined || value === "") {
      return [];
    }
    if (!Array.isArray(value)) {
      throw this.reject(name, "invalid");
    }
    return value;
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((member) => {
      if (typeof member !== "string") {
        throw this.reject(name, "invalid");
      }
      return member;
    });
  }

  objects(name: string): readonly Input[] {
    return this.list(name).map((member) => this.wrap(name, member));
  }

  object(name: string): Input | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.wrap(name, value);
  }

  /** A map of texts, `Tags` of a REST service for instance. */
  textMap(name: string): ReadonlyMap<string, string> {
    const values = this.object(name)?.values ?? {};
    return new Map(
      Object.entries(values).map(([key, value]) => {
        if (typeof value !== "string" && typeof value !== "boolean" && typeof value !== "number") {
          throw this.reject(name, "invalid");
        }
        return [key, String(value)];
      }),
    );
  }

  /** `[{ Key, Value }]`, the way most services write tags; `key` and `value` name the members. */
  tags(name = "Tags", key = "Key", value = "Value"): ReadonlyMap<string, string> {
    return new Map(this.objects(name).map((tag) => [tag.text(key), tag.optionalText(value) ?? ""]));
  }

  private value(name: string): unknown {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
    return value === null ? undefined : value;
  }

  private wrap(name: string, value: unknown): Input {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.reject(name, "invalid");
    }
    return new Input(value as Readonly<Record<string, unknown>>, this.reject);
  }
}

/** Tags as `[{ Key, Value }]`. */
export function tagList(tags: ReadonlyMap<string, string>): readonly { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
