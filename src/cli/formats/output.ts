import type { CliContext } from "../cli-context";

/** A result in one format, and where it goes. */
export interface Output<Format extends string> {
  readonly format: Format;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

/** The flags that say how and where a result is written. */
export interface OutputOptions<Format extends string> {
  readonly format: Format;
  readonly out?: string;
  readonly output?: readonly Output<Format>[];
}

/** What a renderer may know of where its text goes. */
export interface RenderTarget {
  readonly context: CliContext;
  readonly toFile: boolean;
}

/** A text, or its pieces where it may be longer than a text can be. */
export type Render<Result> = (result: Result, target: RenderTarget) => string | Iterable<string>;

/** By the name of a format, what loads its renderer. */
export type Formats<Format extends string, Result> = Readonly<Record<Format, () => Promise<Render<Result>>>>;
