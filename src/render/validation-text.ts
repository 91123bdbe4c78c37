import type { Finding } from "../text/finding";
import type { Severity } from "../text/severity";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { Style, TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";
import type { ValidatedFile } from "../policy/validated-file";
import { escapeWorkflowCommands } from "../text/escape-workflow-commands";

/** Validation results for a terminal: each issue with its line and a caret, the verdicts last. */
export function validationText(files: readonly ValidatedFile[], options: TextOptions): string {
  const blocks = files.flatMap(({ file, text, issues }) => {
    const source = issues.length === 0 ? [] : text.split("\n");
    return issues.map((issue) => issueBlock(file, source, issue, options));
  });
  const verdicts = files.map((file) => verdict(file, options.style));
  return escapeWorkflowCommands(`${[...blocks, verdicts.join("\n")].join("\n\n")}\n`);
}

function issueBlock(
  file: string,
  source: readonly string[],
  issue: Finding,
  { style, width }: TextOptions,
): string {
  const { rule, severity, message, path, position, hint } = issue;
  const { line, column } = position ?? {};
  const place = line === undefined ? escapeControl(file) : `${escapeControl(file)}:${line}:${column ?? 1}`;
  const lines = [
    `${style.bold(place)} ${paint(style, severity)(severity)} ${rule}`,
    wrapText(escapeControl(message), width, "  "),
  ];
  if (path !== "") {
    lines.push(style.dim(wrapText(`at ${escapeControl(path)}`, width, "  ")));
  }
  if (line !== undefined) {
    lines.push(...sourceLines(source, line, column ?? 1, width, style));
  }
  if (hint !== "") {
    lines.push(wrapText(`hint: ${escapeControl(hint)}`, width, "  "));
  }
  return lines.join("\n");
}

/** The line with a caret below the column; of a long line, minified JSON for instance, the part around it. */
function sourceLines(
  lines: readonly string[],
  line: number,
  column: number,
  width: number,
  style: Style,
): readonly string[] {
  const source = lines[line - 1]?.replace(/\r$/, "");
  if (source === undefined) {
    return [];
  }
  const room = Math.max(20, width - String(line).length - 6);
  const from = column > room - 10 ? column - Math.floor(room / 2) : 0;
  const part = source.slice(from, from + room);
  const before = escapeControl(source.slice(from, column - 1));
  const gutter = `  ${line} | `;
  return [
    `${style.dim(gutter)}${escapeControl(part)}`,
    `${" ".repeat(gutter.length + before.length)}${style.red("^")}`,
  ];
}

function verdict({ file, accepted, issues }: ValidatedFile, style: Style): string {
  const refusals = issues.filter(({ severity }) => severity === "error").length;
  const advice = issues.length - refusals;
  const decision = accepted
    ? style.green("AWS accepts it")
    : style.red(`AWS refuses it, ${counted(refusals, "error")}`);
  return `${escapeControl(file)}: ${decision}${advice === 0 ? "" : `, ${counted(advice, "piece of advice", "pieces of advice")}`}`;
}

function paint(style: Style, severity: Severity): (text: string) => string {
  return { error: style.red, warning: style.yellow, notice: style.cyan }[severity];
}
