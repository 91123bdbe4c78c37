import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether a body was signed with one of the keys: HMAC-SHA512 in hexadecimal digits over the bytes as they
 * came. Takes the same time wherever the two differ.
 */
export function isSigned(body: Uint8Array, signature: string | undefined, keys: readonly string[]): boolean {
  const given = Buffer.alloc(64);
  const isHex = /^[0-9a-f]{128}$/i.test(signature ?? "");
  given.write(isHex ? (signature ?? "") : "", "hex");
  const matches = keys.map((key) => timingSafeEqual(createHmac("sha512", key).update(body).digest(), given));
  return isHex && matches.includes(true);
}
