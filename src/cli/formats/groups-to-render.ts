/** A result about groups of accounts, and how many of them a text shows. */
export interface GroupsToRender<Result> {
  readonly result: Result;
  /** Every group, however many there are. */
  readonly all: boolean;
}
