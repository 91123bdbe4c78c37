/** Something that a stranger controls, in any size: the files it takes, and the command that reads them. */
export interface DoubledInput {
  readonly name: string;
  /** The smallest size that is measured. */
  readonly from: number;
  /** The size from which on a quick command is quick enough. */
  readonly to: number;
  readonly files: (size: number) => Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** JavaScript that runs in the process before the command, in the folder of the files. */
  readonly prepare?: string;
}
