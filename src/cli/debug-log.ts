import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { escapeControl } from "../text/escape-control";
import { versionText } from "./version";

/**
 * What `--log-level debug` tells before a command: what a report of a defect needs, and no value that
 * could be a secret, so that it may be pasted as it is.
 */
export function debugHeader(command: CommandUnknownOpts): string {
  const given = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) !== "default")
    .filter((option) => command.getOptionValueSource(option.attributeName()) !== undefined)
    .map((option) => `${option.long ?? ""} (${command.getOptionValueSource(option.attributeName()) ?? ""})`);
  const lines = [
    ...versionText().split("\n"),
    `command ${command.name()}, ${command.args.length} arguments`,
    `flags ${given.length === 0 ? "none" : given.join(", ")}`,
  ];
  return lines.map((line) => `debug: ${escapeControl(line)}\n`).join("");
}

/** What it tells afterwards. */
export function debugFooter(): string {
  const { heapUsed, rss } = process.memoryUsage();
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  return `debug: ${Math.round(performance.now())} ms since the start; heap ${megabytes(heapUsed)}, process ${megabytes(rss)}\n`;
}
