/** The answer was not complete in time. The name makes the SDK try again. */
export class SlowAnswer extends Error {
  override readonly name = "TimeoutError";

  constructor(readonly seconds: number) {
    super(`no complete answer within ${seconds} seconds`);
  }
}

/** The connection ended in the middle of the answer. The code makes the SDK try again. */
export class BrokenAnswer extends Error {
  override readonly name = "BrokenAnswerError";
  readonly code = "ECONNRESET";

  constructor(cause: unknown) {
    super("the connection ended in the middle of the answer", { cause });
  }
}

/** Something between here and AWS answered, with a page for people for instance. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswerError";
  /** By the status the SDK decides whether to try again. */
  readonly $metadata: { readonly httpStatusCode?: number };

  constructor(
    status: number | undefined,
    readonly what: "an HTML page" | "a redirection" | "something other than HTTP",
  ) {
    super(`${what} instead of an answer of AWS`);
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
  }
}

export class LargeAnswer extends Error {
  override readonly name = "LargeAnswerError";

  constructor(bytes: number) {
    super(`the answer is larger than ${bytes / 1024 / 1024} MiB`);
  }
}

/** A field of an answer has another type than AWS documents. */
export class WrongAnswer extends Error {
  override readonly name = "WrongAnswerError";
}
