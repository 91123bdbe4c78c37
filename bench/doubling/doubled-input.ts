import type { TimedCommand } from "../processor-time";

/** Something that a stranger controls, in any size: the files it takes, and the command that reads them. */
export interface DoubledInput extends TimedCommand {
  readonly name: string;
  /** The smallest size that is tried. */
  readonly from: number;
  /** The size from which on a quick command is quick enough. */
  readonly to: number;
  readonly files: (size: number) => Readonly<Record<string, string>>;
}
