import type { JsonValue } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import { list } from "./parts";

/** A service whose pull request has the comments in comments.json, 100 on a page as with GitHub. */
const SERVICE = `
  const { readFileSync } = require("node:fs");
  const comments = JSON.parse(readFileSync("comments.json", "utf8"));
  const server = require("node:http").createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const page = Number(searchParams.get("page") ?? 1);
    const next = page * 100 < comments.length ? { link: "<http://" + request.headers.host + pathname + "?page=" + (page + 1) + '>; rel="next"' } : {};
    response.writeHead(200, { "content-type": "application/json", ...next });
    response.end(JSON.stringify(pathname === "/user" ? { id: 1 } : comments.slice(page * 100 - 100, page * 100)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  process.env.GITHUB_API_URL = "http://127.0.0.1:" + server.address().port;`;

interface CommentParts {
  readonly from?: number;
  readonly to?: number;
  readonly body?: (size: number) => string;
  readonly comments?: (size: number) => readonly string[];
  readonly review?: (size: number) => JsonValue;
}

function comment(
  name: string,
  {
    from = 50,
    to = 8_000,
    body = () => "body",
    comments = () => [],
    review = () => ({ schemaVersion: 1, changes: [1], findings: [] }),
  }: CommentParts,
): DoubledInput {
  const flags = [
    "--repo",
    "a/b",
    "--pull-request",
    "1",
    "--body",
    "body.md",
    "--review",
    "r.json",
    "--dry-run",
  ];
  return {
    name: `comment: ${name}`,
    from,
    to,
    command: ["comment", "github", ...flags],
    environment: { GITHUB_TOKEN: "token" },
    prepare: SERVICE,
    files: (size) => ({
      "body.md": body(size),
      "r.json": JSON.stringify(review(size)),
      "comments.json": JSON.stringify(
        comments(size).map((text, index) => ({
          id: index + 1,
          body: text,
          html_url: `https://example.com/${index}`,
          user: { id: 1 + (index % 2) },
        })),
      ),
    }),
  };
}

const MARKER = "<!-- org-backup:default -->";

export const commentInputs: readonly DoubledInput[] = [
  comment("comments of others", { comments: (size) => list(size, (index) => `comment ${index}`), to: 4_000 }),
  comment("comments with the marker", { comments: (size) => list(size, () => MARKER), to: 4_000 }),
  comment("a comment of markers", { comments: (size) => [MARKER.repeat(size)] }),
  comment("a comment of white space", { comments: (size) => [`${" \n".repeat(size * 100)}x`] }),
  comment("a comment of halves of markers", { comments: (size) => ["<!-- org-backup:a".repeat(size * 10)] }),
  comment("a body of markers", { body: (size) => MARKER.repeat(size), to: 1_000 }),
  comment("a body of white space", { body: (size) => `${" \n".repeat(size)}x`, to: 16_000 }),
  comment("a body that is too long", { body: (size) => " \n".repeat(size * 1_000), from: 50 }),
  comment("a body of line breaks", {
    body: (size) => `${"\r\n".repeat(size)}x`,
    comments: (size) => ["\n".repeat(size)],
  }),
  comment("findings of a review", {
    review: (size) => ({
      schemaVersion: 1,
      changes: [],
      findings: list(size * 20, () => ({ acknowledged: {} })),
    }),
  }),
];
