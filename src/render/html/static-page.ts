import { escapeControl } from "../../text/escape-control";
import { escapeHtml } from "./escape-html";

/** A page of tables and paragraphs. */
export interface StaticPage {
  readonly title: string;
  /** Text; everything else here is HTML. */
  readonly heading: string;
  readonly lead: string;
  readonly sections: readonly string[];
  /** The command that makes the page. */
  readonly command: string;
}

/** The page as one file that needs no network and runs no script. */
export function staticPage({ title, heading, lead, sections, command }: StaticPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${forHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${forHtml(heading)}</h1><p>${forHtml(lead)}</p></header>
<main>
${sections.filter((each) => each !== "").join("\n")}
</main>
<footer>Made by <code>${forHtml(command)}</code>; it needs no network.</footer>
</body>
</html>
`;
}

/** Nothing if there are no parts. @param parts HTML */
export function section(heading: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `<section><h2>${forHtml(heading)}</h2>${parts.join("\n")}</section>`;
}

/** @param rows HTML; nothing if there are none */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0
    ? []
    : [
        `<div class="wide" tabindex="0"><table><thead><tr>${heads.map((head) => `<th scope="col">${forHtml(head)}</th>`).join("")}</tr></thead>`,
        `<tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}</tbody></table></div>`,
      ];
}

/** Names and messages come from accounts: nothing in them may become markup or steer the reading. */
export function forHtml(text: string): string {
  return escapeHtml(escapeControl(text));
}

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:80rem;padding:1rem 1.5rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}
td{font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
.hint{color:light-dark(#555,#aaa)}
.error,.unprotected{color:light-dark(#b00020,#ff8a8a);font-weight:600}
.warning,.late,.not-read,.not-knowable{color:light-dark(#7a4b00,#ffc46b)}
.protected{color:light-dark(#146c2e,#7fd99a)}
footer{margin:2rem 0;color:light-dark(#555,#aaa)}`;

/** The SHA-256 of the style in Base64: no other style applies. */
const STYLE_DIGEST = "uTw1wJbPpHj53iDTza93q6NggOQLg7zsq9AH1oyNr8U=";
