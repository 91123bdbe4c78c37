import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { BrokenAnswer, ForeignAnswer, LargeAnswer, SlowAnswer, WrongAnswer } from "./answer-errors";

type Handle = NodeHttpHandler["handle"];
type Handled = ReturnType<Handle>;

/** No answer of the operations used here comes near it: AWS bounds their pages. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Ends a request that has no complete answer in time. The SDK's own timeout ends when the headers arrive, so that
 * a body of one byte a minute is waited for without end. Pages of a proxy are told apart from answers of AWS here,
 * where their status is still known.
 */
export class BoundedHandler extends NodeHttpHandler {
  /** @param seconds from the start of a request to the last byte of its answer */
  constructor(
    options: NodeHttpHandlerOptions,
    private readonly seconds: number,
  ) {
    const milliseconds = seconds * 1000;
    super({
      ...options,
      connectionTimeout: Math.min(options.connectionTimeout ?? milliseconds, milliseconds),
    });
  }

  override async handle(...[request, options = {}]: Parameters<Handle>): Handled {
    const end = new AbortController();
    const timer = setTimeout(() => {
      end.abort();
    }, this.seconds * 1000);
    // The types of the SDK know signals that are not those of the platform; this package passes none of them.
    const outer = options.abortSignal as AbortSignal | undefined;
    const forward = (): void => {
      end.abort(outer?.reason);
    };
    outer?.addEventListener("abort", forward, { once: true });
    if (outer?.aborted === true) {
      forward();
    }
    try {
      const { response } = await super.handle(request, { ...options, abortSignal: end.signal });
      const body = await wholeBody(response.body as AsyncIterable<Uint8Array> & Destroyable, end.signal);
      // None of the services used here sends its callers elsewhere.
      const isRedirection = response.statusCode >= 300 && response.statusCode < 400;
      if (isRedirection || isHtml(body)) {
        throw new ForeignAnswer(response.statusCode, isRedirection ? "a redirection" : "an HTML page");
      }
      if (response.statusCode < 300 && !isDocument(body) && !answersNothing(request)) {
        throw new WrongAnswer(body.length === 0 ? "it is empty" : "it is neither a JSON object nor XML");
      }
      response.body = body;
      return { response };
    } catch (error) {
      if (end.signal.aborted && outer?.aborted !== true) {
        throw new SlowAnswer(this.seconds);
      }
      // What the parser of Node.js finds.
      throw (error as NodeJS.ErrnoException).code?.startsWith("HPE_") === true
        ? new ForeignAnswer(undefined, "something other than HTTP")
        : error;
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener("abort", forward);
    }
  }
}

interface Destroyable {
  destroy(error?: Error): unknown;
}

async function wholeBody(
  stream: AsyncIterable<Uint8Array> & Destroyable,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const stop = (): void => {
    stream.destroy(new Error("The request has ended."));
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) {
        throw new LargeAnswer(MAX_ANSWER_BYTES);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof LargeAnswer ? error : new BrokenAnswer(error);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The SDK would read anything else as an answer that lists nothing. */
function isDocument(body: Uint8Array): boolean {
  return /^\uFEFF?\s*[{<]/.test(Buffer.from(body.subarray(0, 512)).toString("utf8"));
}

/** The calls that switch something: AWS has nothing to tell. */
function answersNothing({ headers }: Parameters<Handle>[0]): boolean {
  return /\.(?:Enable|Disable)\w+$/.test(headers["x-amz-target"] ?? "");
}

/** AWS answers in JSON or in XML of its own. */
function isHtml(body: Uint8Array): boolean {
  const start = Buffer.from(body.subarray(0, 512)).toString("utf8");
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
    start,
  );
}
