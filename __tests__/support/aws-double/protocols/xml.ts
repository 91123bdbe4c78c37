/** Text that is safe between tags and in attributes; characters that XML 1.0 cannot hold are dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\r/g, "&#13;");
}

/**
 * An element in the shape of the query protocol: lists as `member`, maps (a `Map`) as `entry`, times in
 * ISO 8601. Undefined gives nothing.
 */
export function toXml(name: string, value: unknown): string {
  return value === undefined || value === null ? "" : `<${name}>${contentOf(value)}</${name}>`;
}

function contentOf(value: unknown): string {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof Map) {
    return [...value]
      .map(([key, entry]) => `<entry>${toXml("key", String(key))}${toXml("value", entry)}</entry>`)
      .join("");
  }
  if (Array.isArray(value)) {
    return value.map((member: unknown) => toXml("member", member)).join("");
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([key, member]) => toXml(key, member))
      .join("");
  }
  return escapeXml(String(value));
}
