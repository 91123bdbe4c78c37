/**
 * How long a server asks to be left alone, in milliseconds; undefined where it does not say.
 * `Retry-After` holds seconds or a date; GitHub's `x-ratelimit-reset` and GitLab's `ratelimit-reset` hold
 * seconds since 1970, and count only where nothing is left.
 */
export function askedToWait(headers: Headers, now: number): number | undefined {
  const retryAfter = headers.get("retry-after")?.trim();
  if (retryAfter !== undefined && retryAfter !== "") {
    const until = /^\d+$/.test(retryAfter) ? now + Number(retryAfter) * 1000 : Date.parse(retryAfter);
    return Number.isNaN(until) ? undefined : Math.max(0, until - now);
  }
  if (!isUsedUp(headers)) {
    return undefined;
  }
  const reset = Number(headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset") ?? "");
  return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * 1000 - now) : undefined;
}

/** Whether an answer is no refusal but a request to come again later. */
export function isRateLimited(status: number, headers: Headers): boolean {
  return status === 429 || (status === 403 && (headers.has("retry-after") || isUsedUp(headers)));
}

function isUsedUp(headers: Headers): boolean {
  return (headers.get("x-ratelimit-remaining") ?? headers.get("ratelimit-remaining")) === "0";
}
