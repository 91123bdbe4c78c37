/** What an argument must be, as far as it can be said without knowing the function. */
export type Shape =
  | "any"
  | "boolean"
  | "function"
  | "json"
  | "json object"
  | "null"
  | "number"
  | "object"
  | "string"
  | "time"
  | "AbortSignal"
  | "Map"
  | "Set"
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly words: readonly string[] }
  | { readonly either: readonly Shape[] }
  | { readonly fields: Fields }
  /** The name of an {@link ObjectShape}. */
  | { readonly is: string };

/** By name; a name that ends with `?` may be missing. */
export type Fields = Readonly<Record<string, Shape>>;

/** Either the fields of an interface, or the members that an instance of a class has and the words among them. */
export interface ObjectShape {
  readonly fields?: Fields;
  readonly members?: readonly string[];
}

export interface Parameter {
  /** Undefined if the function takes it apart. */
  readonly name?: string | undefined;
  /** As TypeScript writes it, where that is short. */
  readonly type?: string;
  readonly shape: Shape;
  readonly optional?: true;
  readonly rest?: true;
  /** An unknown key is a mistake. */
  readonly exact?: true;
}

export interface Signature {
  readonly takes: readonly Parameter[];
  /** Gives a promise. */
  readonly async?: true;
}
