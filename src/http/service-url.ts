import { OrgBackupError } from "../org-backup-error";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Reads the address of a service that is sent a token: `https:`, without user or password. Plain `http:`
 * only on this machine, where no one can listen on the way.
 *
 * @param option how the user gave the address, for messages
 * @throws OrgBackupError (`usage`)
 */
export function serviceUrl(text: string, option: string): URL {
  const url = parse(text.includes("://") ? text : `https://${text}`);
  if (
    url === undefined ||
    !["http:", "https:"].includes(url.protocol) ||
    url.username !== "" ||
    url.password !== ""
  ) {
    throw new OrgBackupError(
      "usage",
      `${option} expects an address such as https://git.example.com, found ${JSON.stringify(text)}.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new OrgBackupError("usage", `${option}: ${url.origin} would be sent the token unencrypted.`, {
      hint: "Use https; plain http is for this machine only.",
    });
  }
  return url;
}

export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.has(hostname);
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
