/** No service asks for more; a longer time is a mistake, and counts as none. */
const LONGEST = 24 * 60 * 60 * 1000;
/** `Wed, 21 Oct 2026 07:28:00 GMT`. JavaScript would read almost anything as a date, `-1` too. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long a server asks to be left alone, in milliseconds; undefined if it does not say, or nothing sensible.
 * `Retry-After` holds seconds or a date; GitHub's `x-ratelimit-reset` and GitLab's `ratelimit-reset` hold
 * seconds since 1970, and count only if nothing is left.
 */
export function askedToWait(headers: Headers, now: number): number | undefined {
  const retryAfter = headers.get("retry-after")?.trim();
  if (retryAfter !== undefined && retryAfter !== "") {
    if (/^\d+$/.test(retryAfter)) {
      return sensible(Number(retryAfter) * 1000);
    }
    return HTTP_DATE.test(retryAfter) ? sensible(Date.parse(retryAfter) - now) : undefined;
  }
  if (!isUsedUp(headers)) {
    return undefined;
  }
  const reset = headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset") ?? "";
  return /^\d+$/.test(reset) ? sensible(Number(reset) * 1000 - now) : undefined;
}

/** A date that has passed asks for no wait. */
function sensible(milliseconds: number): number | undefined {
  return milliseconds <= LONGEST ? Math.max(0, milliseconds) : undefined;
}

/** Whether an answer is no refusal but a request to come again later. */
export function isRateLimited(status: number, headers: Headers): boolean {
  return status === 429 || (status === 403 && (headers.has("retry-after") || isUsedUp(headers)));
}

function isUsedUp(headers: Headers): boolean {
  return (headers.get("x-ratelimit-remaining") ?? headers.get("ratelimit-remaining")) === "0";
}
