import { grouped } from "../text/grouped";

/** Thrown where a body is larger than it may be; nothing of it is kept. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";

  constructor(readonly maxBytes: number) {
    super(`the answer is larger than ${grouped(maxBytes)} bytes`);
  }
}

/**
 * Reads the body of an answer as UTF-8. Bytes are counted after decompression, as they arrive, so that
 * a small answer that unpacks to a huge one is left in the middle.
 *
 * @throws BodyTooLarge
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) {
    return "";
  }
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new BodyTooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
