import { HttpClient } from "../../src/http/http-client";
import type { HttpClientOptions } from "../../src/http/http-client";
import { redactor } from "../../src/http/redact";
import { askedToWait, isRateLimited } from "../../src/http/retry-after";
import { serviceUrl } from "../../src/http/service-url";
import { HttpDouble } from "../support/http-double";

let double: HttpDouble;
let slept: number[];

beforeEach(async () => {
  double = new HttpDouble(() => ({ status: 200, body: "fine" }));
  await double.start();
  slept = [];
});

afterEach(() => double.stop());

function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  return new HttpClient({
    secrets: ["SECRET"],
    sleep: (milliseconds) => {
      slept.push(Math.round(milliseconds));
      return Promise.resolve();
    },
    ...options,
  });
}

async function get(
  options: Partial<HttpClientOptions> = {},
  method: "GET" | "POST" = "GET",
): Promise<number> {
  return (await client(options).send({ method, url: `${double.origin}/x?token=SECRET`, headers: {} })).status;
}

describe("a request", () => {
  it("is repeated after a passing fault, ever more slowly", async () => {
    double.faults.push({ status: 500 }, { status: 0, reset: true }, { status: 503 });
    expect(await get()).toBe(200);
    expect(slept.length).toBe(3);
    expect(slept[0]).toBeLessThan(slept[1]!);
    expect(slept[1]).toBeLessThan(slept[2]!);
  });

  it("is not repeated where that could do something twice", async () => {
    double.faults.push({ status: 500 });
    expect(await get({}, "POST")).toBe(500);
    double.faults.push({ status: 0, reset: true });
    await expect(get({}, "POST")).rejects.toThrow("cannot be asked");
  });

  it("is repeated all the same where the server only limits the rate", async () => {
    double.faults.push({ status: 429, headers: { "retry-after": "7" } });
    expect(await get({}, "POST")).toBe(200);
    expect(slept).toEqual([7000]);
  });

  it("is given up in the end: with the answer, or with an error that names the place", async () => {
    double.faults.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
    expect(await get({ maxAttempts: 3 })).toBe(500);
    expect(slept).toHaveLength(2);
    double.faults.splice(0, 9, ...Array.from({ length: 9 }, () => ({ status: 0, reset: true })));
    await expect(get({ maxAttempts: 2 })).rejects.toMatchObject({
      code: "service",
      where: `GET ${double.origin}/x`,
    });
  });

  it("does not wait longer than there is patience", async () => {
    double.faults.push(
      { status: 429, headers: { "retry-after": "100" } },
      { status: 429, headers: { "retry-after": "21" } },
    );
    await expect(get({ maxWait: 120_000, now: () => Date.UTC(2026, 0, 1) })).rejects.toThrow(
      "asks to wait until 2026-01-01T00:00:21Z",
    );
    expect(slept).toEqual([100_000]);
  });

  it("ends where no answer comes in time, and where everything is given up", async () => {
    const silent = new HttpDouble(() => new Promise(() => undefined));
    await silent.start();
    const ask = (options: Partial<HttpClientOptions>): Promise<unknown> =>
      client(options).send({ method: "GET", url: silent.origin, headers: {} });
    await expect(ask({ timeout: 30, maxAttempts: 1 })).rejects.toThrow("no answer within 1 seconds");
    await expect(ask({ signal: AbortSignal.timeout(30) })).rejects.toThrow("it was given up");
    await silent.stop();
  });

  it("keeps nothing of an answer that is too large, also where it unpacks to that", async () => {
    const { gzipSync } = await import("node:zlib");
    const packed = gzipSync("x".repeat(1_000_000));
    expect(packed.length).toBeLessThan(2000);
    const server = (await import("node:http")).createServer((_request, answer) => {
      answer.writeHead(200, { "content-encoding": "gzip" }).end(packed);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const ask = client({ maxBytes: 10_000 }).send({
      method: "GET",
      url: `http://127.0.0.1:${port}`,
      headers: {},
    });
    await expect(ask).rejects.toThrow("larger than 10,000 bytes");
    server.close();
    server.closeAllConnections();
  });

  it("does not follow redirects by itself", async () => {
    double.faults.push({ status: 302, headers: { location: "/other" } });
    expect(await get()).toBe(302);
    expect(double.log).toEqual(["GET /x"]);
  });

  it("that cannot be sent says why, without secrets", async () => {
    const ask = client({ maxAttempts: 1 }).send({
      method: "GET",
      url: "http://127.0.0.1:1/SECRET?SECRET",
      headers: {},
    });
    await expect(ask).rejects.toThrow(/ECONNREFUSED|bad port/);
  });
});

describe("how long a server asks to wait", () => {
  const now = Date.UTC(2026, 0, 1);
  const wait = (headers: Record<string, string>): number | undefined =>
    askedToWait(new Headers(headers), now);

  it("is read from seconds, dates and resets", () => {
    expect(wait({ "retry-after": "3" })).toBe(3000);
    expect(wait({ "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" })).toBe(60_000);
    expect(wait({ "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" })).toBe(0);
    expect(wait({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 9) })).toBe(9000);
    expect(wait({ "ratelimit-remaining": "0", "ratelimit-reset": String(now / 1000 - 9) })).toBe(0);
  });

  it("is not told by a limit that is not used up, or by what is no time", () => {
    expect(
      wait({ "x-ratelimit-remaining": "1", "x-ratelimit-reset": String(now / 1000 + 9) }),
    ).toBeUndefined();
    expect(wait({ "retry-after": "soon" })).toBeUndefined();
    for (const nonsense of [
      "-1",
      "NaN",
      "1e9",
      "Infinity",
      "9".repeat(30),
      "86401",
      "Fri, 01 Jan 9999 00:00:00 GMT",
      "Xyz, 99 Abc 2026 99:99:99 GMT",
    ]) {
      expect([nonsense, wait({ "retry-after": nonsense })]).toEqual([nonsense, undefined]);
    }
    for (const reset of ["-5", "NaN", "1e99", "9".repeat(30)]) {
      expect(wait({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset })).toBeUndefined();
    }
    expect(wait({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" })).toBeUndefined();
    expect(wait({})).toBeUndefined();
  });

  it("tells a limit from a refusal", () => {
    expect(isRateLimited(403, new Headers())).toBe(false);
    expect(isRateLimited(403, new Headers({ "x-ratelimit-remaining": "0" }))).toBe(true);
    expect(isRateLimited(429, new Headers())).toBe(true);
    expect(isRateLimited(500, new Headers({ "retry-after": "1" }))).toBe(false);
  });
});

it("takes every secret out of a text, and leaves texts alone where there is none", () => {
  expect(redactor(["abc", "ab"])("abc ab abcab")).toBe("*** *** ******");
  expect(redactor([""])("text")).toBe("text");
});

it("takes addresses with and without a scheme", () => {
  expect(serviceUrl("git.example.com", "--base-url").href).toBe("https://git.example.com/");
  expect(serviceUrl("http://localhost:8080/x", "--base-url").href).toBe("http://localhost:8080/x");
  expect(() => serviceUrl("http://10.0.0.1", "--base-url")).toThrow("unencrypted");
  expect(() => serviceUrl("", "--base-url")).toThrow("--base-url expects");
});
