import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Review } from "../../review/review";
import { counted } from "../../text/counted";
import { sha256Base64 } from "../../text/sha256";
import { organizationChangeLines } from "../review/organization-change-words";
import { headline } from "../review/headline";
import { reviewText } from "../review-text";
import { styleFor } from "../style";
import { CLIENT_SCRIPT, CLIENT_STYLE } from "./client-bundle";
import { embeddedJson, escapeHtml } from "./escape-html";
import { pageData } from "./page-data";
import { forPage } from "./for-page";
import { resourceSection } from "./resource-section";
import { MONTHS } from "../../policy/schedule/cron-field";

export interface ReviewHtmlOptions {
  /** The time of the review: the backups to come are counted from there. */
  readonly at: Date;
  /** @default "Backup policy review" */
  readonly title?: string;
}

/**
 * The review as one file that needs no network: the organization as a tree, every account's policy before
 * and after with the origin of each value, the backups to come, and what is covered. Its script and style
 * are pinned by their digests; nothing else can run or load.
 */
export function reviewHtml(
  review: Review,
  before: EffectivePolicies,
  after: EffectivePolicies,
  { at, title = "Backup policy review" }: ReviewHtmlOptions,
): string {
  const name = escapeHtml(forPage(title, 200));
  const organization = escapeHtml(forPage(after.organization.settings.id, 100));
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<style>${CLIENT_STYLE}</style>
</head>
<body>
<a class="skip" href="#view">To the details</a>
<header class="masthead">
<p class="kicker">${name} · ${organization} · ${utc(at)}</p>
<h1>${escapeHtml(headline(review.summary))}</h1>
<p class="counts">${counts(review)}</p>
${(review.basis ?? []).map((sentence) => `<p class="basis">${escapeHtml(forPage(sentence))}</p>`).join("\n")}
${(review.remarks ?? []).map((remark) => `<p class="remark">${escapeHtml(forPage(remark))}</p>`).join("\n")}
${organizationList(review)}
${resourceSection(review)}
</header>
<noscript><pre>${escapeHtml(reviewText(review, { style: styleFor(false), width: 100 }))}</pre></noscript>
<div class="columns">
<section class="side" aria-label="Organization">
<div class="tools">
<div class="search-box"><input id="search" type="search" placeholder="Search accounts, OUs, ids  ( / )" aria-label="Search accounts, OUs and ids" autocomplete="off" spellcheck="false"></div>
<fieldset class="chips" id="filters"><legend class="visually-hidden">Show</legend></fieldset>
<p class="only" id="only" hidden></p>
<p class="found" id="found" role="status"></p>
</div>
<div id="tree" role="tree" tabindex="0" aria-label="Organization"></div>
</section>
<main id="view"></main>
</div>
<footer>${footer(review)}</footer>
<script type="application/json" id="model">${embeddedJson(pageData(review, before, after, at))}</script>
<script>${CLIENT_SCRIPT}</script>
</body>
</html>
`;
  return page.replace(/\n\n+/g, "\n");
}

/** Everything is forbidden but the one script and the one style that are here. */
function contentSecurityPolicy(): string {
  return [
    "default-src 'none'",
    `script-src '${digest(CLIENT_SCRIPT)}'`,
    `style-src '${digest(CLIENT_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function digest(text: string): string {
  return `sha256-${sha256Base64(text)}`;
}

function counts({ summary }: Review): string {
  const found = Object.entries(summary.findings)
    .filter(([, count]) => count > 0)
    .map(
      ([severity, count]) =>
        `<strong class="${escapeHtml(severity)}">${escapeHtml(counted(count, severity))}</strong>`,
    );
  const accepted = summary.acknowledged ?? 0;
  return [
    counted(summary.accounts, "account"),
    ...found,
    ...(accepted === 0 ? [] : [`${accepted.toLocaleString("en-US")} acknowledged`]),
  ].join(" · ");
}

const SIGN_CLASSES: Readonly<Record<"+" | "-" | "~", string>> = {
  "+": "added",
  "-": "removed",
  "~": "changed",
};

/** What changes in the organization, before what that does to accounts. */
function organizationList({ organizationChanges = [] }: Review): string {
  const items = organizationChangeLines(organizationChanges).map(({ sign, words }) => {
    const text = words
      .map((part) => escapeHtml(typeof part === "string" ? part : forPage(part.untrusted)))
      .join("");
    return `<li class="${SIGN_CLASSES[sign]}"><span class="edit-sign">${sign}</span> <span class="edit-what">${text}</span></li>`;
  });
  return items.length === 0
    ? ""
    : `<ul class="organization-changes" aria-label="Policies and organization">${items.join("")}</ul>`;
}

function footer({ digest: changeDigest }: Review): string {
  const made = "Made by <code>org-backup plan --format html</code>; it needs no network.";
  return changeDigest === undefined
    ? made
    : `${made} Digest of the change: <code>${escapeHtml(forPage(changeDigest))}</code>`;
}

/** Not left to the locale data of the machine: the same review gives the same page. */
function utc(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}, ${at.toISOString().slice(11, 16)} UTC`;
}
