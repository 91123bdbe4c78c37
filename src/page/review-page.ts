import { escapeHtml } from "../render/html/escape-html";
import { reviewText } from "../render/review-text";
import { styleFor } from "../render/style";
import type { Review } from "../review/review";
import { forPage } from "./for-page";
import { kickerOf, pageMasthead } from "./page-masthead";
import { resourceSection } from "./resource-section";

/** The scripts and the style of every page. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** What computes: defines `makeEngine`. */
  readonly engine: PackedScript;
  /** What reads YAML: loaded when a file is opened. */
  readonly yaml: PackedScript;
}

/** A script that the page unpacks, to run it as a worker. */
export interface PackedScript {
  /** Compressed, in base64. */
  readonly packed: string;
  /** Of its text, in base64: a page without workers runs it itself. */
  readonly digest: string;
}

/** What a page is filled with. */
export interface PageContent extends PageParts {
  readonly review: Review;
  readonly at: Date;
  readonly title: string;
  /** The id of the organization. */
  readonly organization: string;
  /** In base64, like that of the style. */
  readonly scriptDigest: string;
  readonly styleDigest: string;
  /** What its engine reads: packed, compressed, in base64. */
  readonly data: string;
}

/**
 * One file that needs no network: the outcome, and everything that its engine computes the rest from. Its scripts
 * and style are pinned by their digests; nothing else can run or load.
 */
export function reviewPage({
  review,
  at,
  title,
  organization,
  data,
  script,
  scriptDigest,
  style,
  styleDigest,
  engine,
  yaml,
}: PageContent): string {
  const name = text(title, 200);
  const { headline, counts, notes, organizationChanges } = pageMasthead(review);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([scriptDigest, engine.digest, yaml.digest], styleDigest)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#view">To the details</a>
<header class="masthead">
<p class="kicker" id="kicker">${escapeHtml(kickerOf(title, organization, at))}</p>
<h1>${escapeHtml(headline)}</h1>
<p class="counts" id="counts">${counts.map(count).join(" · ")}</p>
${[
  `<div id="notes">${notes.map(({ kind, words }) => `<p class="${kind}">${escapeHtml(words)}</p>`).join("")}</div>`,
  `<section id="what-changes" aria-label="What changes, and other files"><div id="organization-changes">${organizationList(organizationChanges)}</div>`,
  resourceSection(review),
].join("\n")}
<p class="open-file" id="open-file" hidden><label class="more">Open a file<input type="file" class="visually-hidden" id="file" accept=".json,.yaml,.yml"></label> <span class="muted">An organization file or a policy, JSON or YAML. Files never leave this browser.</span> <span id="said-of-file" aria-live="polite"></span></p>
</section>
</header>
<noscript><pre>${escapeHtml(reviewText(review, { style: styleFor(false), width: 100 }))}</pre></noscript>
<section id="opened" aria-label="The opened file" hidden></section>
<section id="what-if" aria-label="What if" hidden></section>
<nav class="drawer-bar" aria-label="Organization"><button type="button" class="more" id="open-tree" aria-controls="side" aria-expanded="false">Accounts and OUs</button></nav>
<div class="columns" id="columns">
<section class="side" id="side" aria-label="Organization">
<div class="tools">
<p class="drawer-end"><button type="button" class="link" id="close-tree">Close</button></p>
<div class="search-box"><input id="search" type="search" placeholder="Search accounts, OUs, ids  ( / )" aria-label="Search accounts, OUs and ids" autocomplete="off" spellcheck="false"></div>
<fieldset class="chips" id="filters"><legend class="visually-hidden">Show</legend></fieldset>
<fieldset class="chips" id="order"><legend class="visually-hidden">Order</legend>${orderChoice("worst", "worst first", " checked")}${orderChoice("name", "by name")}</fieldset>
<p class="only" id="only" hidden></p>
<p class="found" id="found" role="status"></p>
</div>
<div id="tree" role="tree" tabindex="0" aria-label="Organization"></div>
</section>
<main id="view"></main>
</div>
<footer>${footer(review)}</footer>
<script type="application/octet-stream" id="data">${data}</script>
<script type="application/octet-stream" id="engine">${engine.packed}</script>
<script type="application/octet-stream" id="yaml">${yaml.packed}</script>
<script>${script}</script>
</body>
</html>
`;
}

function orderChoice(value: string, words: string, checked = ""): string {
  return `<label class="chip"><input type="radio" name="order" value="${value}"${checked}>${words}</label>`;
}

/**
 * Everything is forbidden but the scripts and the one style that are here. The first script starts a second time as a
 * worker, from its own text behind those of the others.
 *
 * @param scripts the digests of what may run
 */
function contentSecurityPolicy(scripts: readonly string[], style: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map((digest) => `'sha256-${digest}'`).join(" ")}`,
    `style-src 'sha256-${style}'`,
    "worker-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types page-worker",
  ].join("; ");
}

function count({ words, severity }: ReturnType<typeof pageMasthead>["counts"][number]): string {
  return severity === ""
    ? escapeHtml(words)
    : `<strong class="${escapeHtml(severity)}">${escapeHtml(words)}</strong>`;
}

const SIGN_CLASSES: Readonly<Record<"+" | "-" | "~", string>> = {
  "+": "added",
  "-": "removed",
  "~": "changed",
};

/** What changes in the organization, before what that does to accounts. */
function organizationList(lines: ReturnType<typeof pageMasthead>["organizationChanges"]): string {
  const items = lines.map(
    ({ sign, words }) =>
      `<li class="${SIGN_CLASSES[sign]}"><span class="edit-sign">${sign}</span> <span class="edit-what">${escapeHtml(words)}</span></li>`,
  );
  return items.length === 0
    ? ""
    : `<ul class="organization-changes" aria-label="Policies and organization">${items.join("")}</ul>`;
}

function footer({ digest: changeDigest, summary }: Review): string {
  const made = "Made by <code>org-backup plan --format html</code>; it needs no network.";
  return changeDigest === undefined || summary.state !== undefined
    ? made
    : `${made} <span id="digest">Digest of the change: <code>${text(changeDigest)}</code></span>`;
}

function text(words: string, most?: number): string {
  return escapeHtml(forPage(words, most));
}
