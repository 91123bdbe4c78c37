/** What the three kinds of job have in common, as far as filters and counts need it. */
export type AnyJob = Readonly<Record<string, unknown>> & {
  readonly AccountId?: string | undefined;
  readonly CreationDate?: Date | undefined;
  readonly CompletionDate?: Date | undefined;
};
