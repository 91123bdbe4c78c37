import { decidingEvents } from "../effective/explain";
import type { ExplainedSetting } from "../effective/explain";
import type { ControlSource, ProvenanceEvent } from "../effective/provenance";
import type { Organization } from "../organization/organization";
import { controlOperand } from "../policy/operator-set";
import { splitPath } from "../text/policy-path";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { ExplainedAccount } from "../effective/explained-account";
import { shownValue } from "./setting-value";
import type { Style, TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";
import { escapeWorkflowCommands } from "../text/escape-workflow-commands";

/** The explanation for a terminal: a story for one setting, a tree with a column of origins for several. */
export function explainText(
  organization: Organization,
  explained: ExplainedAccount,
  options: TextOptions,
): string {
  const { account, path, settings } = explained;
  const title = options.style.bold(`${escapeControl(organization.path(account))} (${account})`);
  const [only, ...others] = settings;
  const where = path === "" ? "No policy applies to this account." : `No policy sets ${escapeControl(path)}.`;
  const text =
    only === undefined
      ? wrapText(where, options.width)
      : others.length === 0
        ? story(organization, only, options)
        : tree(organization, settings, options);
  const notes = notesFor(explained, options);
  return escapeWorkflowCommands(
    `${[title, ...outcomeLines(organization, explained, options), "", text, ...notes].join("\n")}\n`,
  );
}

/** What becomes of the policy as a whole, where that is not simply that AWS publishes it. */
function outcomeLines(
  organization: Organization,
  { outcome }: ExplainedAccount,
  { style, width }: TextOptions,
): readonly string[] {
  if (!organization.backupPoliciesEnabled) {
    return [
      style.yellow(
        wrapText(
          "The organization has not enabled the policy type BACKUP_POLICY: there is no effective policy.",
          width,
        ),
      ),
    ];
  }
  return [
    ...outcome.errors.map(({ code, message, path }) =>
      style.red(
        wrapText(
          `withheld: ${code}, ${escapeControl(message)}, at ${escapeControl(path)}. What AWS published before stays in force.`,
          width,
        ),
      ),
    ),
    ...(outcome.possibleErrors.length === 0
      ? []
      : [
          style.yellow(
            wrapText(
              "Some attachment orders would let AWS withhold the policy: see `org-backup effective`.",
              width,
            ),
          ),
        ]),
  ];
}

/** The assumptions on which what is shown depends. */
function notesFor({ outcome, settings }: ExplainedAccount, { style, width }: TextOptions): readonly string[] {
  const shown = settings.map(({ path }) => path);
  const notes = outcome.notes.filter(({ path }) =>
    shown.some((setting) => setting === path || setting.startsWith(`${path}/`)),
  );
  return notes.length === 0
    ? []
    : [
        "",
        ...notes.map(({ evidence, message, path }) =>
          style.dim(wrapText(`note (${evidence}): ${message} (${escapeControl(path)})`, width)),
        ),
      ];
}

function story(organization: Organization, setting: ExplainedSetting, { style, width }: TextOptions): string {
  const { path, value, events, controls, alternatives } = setting;
  const shown = value === undefined ? "is not set" : `= ${shownValue(value)}`;
  const lines = [style.bold(wrapText(`${escapeControl(path)} ${shown}`, width))];
  let level = "";
  for (const event of events) {
    if (event.targetId !== level) {
      level = event.targetId;
      lines.push("", style.dim(escapeControl(organization.path(level))));
    }
    const sentence = wrapText(
      `${policyName(organization, event.policyId)} ${sentenceFor(event, events, organization)}`,
      width - 4,
      "",
    );
    const marked = isBlocked(event) ? style.red(`BLOCKED ${sentence}`) : sentence;
    lines.push(...marked.split("\n").map((line, index) => `${index === 0 ? "  " : "    "}${line}`));
  }
  if (alternatives !== undefined) {
    lines.push(
      "",
      style.yellow(
        wrapText("Order-dependent: it is not known which of these policies was attached first.", width),
      ),
    );
    lines.push(
      ...alternatives.map(
        ({ policyId, value: other }) => `  ${shownValue(other)} if ${policyName(organization, policyId)} was`,
      ),
    );
  }
  if (controls.length > 0) {
    lines.push(
      "",
      wrapText(
        `Lower-level policies: ${controls.map((control) => controlText(control, organization)).join("; ")}.`,
        width,
      ),
    );
  }
  return lines.join("\n");
}

/** Containers as headings, settings with the policies that decide them; blocked attempts on lines of their own. */
function tree(
  organization: Organization,
  settings: readonly ExplainedSetting[],
  { style, width }: TextOptions,
): string {
  const rows: {
    readonly left: string;
    readonly right: string;
    readonly blocked: readonly string[];
    readonly indent: string;
  }[] = [];
  let open: readonly string[] = [];
  for (const { path, value, events, alternatives } of settings) {
    const segments = splitPath(path);
    const containers = segments.slice(0, -1);
    const shared = containers.findIndex((name, index) => open[index] !== name);
    for (let depth = shared === -1 ? containers.length : shared; depth < containers.length; depth += 1) {
      rows.push({
        left: `${"  ".repeat(depth)}${escapeControl(containers[depth] ?? "")}`,
        right: "",
        blocked: [],
        indent: "",
      });
    }
    open = containers;
    const indent = "  ".repeat(containers.length);
    const shown = value === undefined ? "(not set)" : shownValue(value);
    const origin = [
      ...new Set(decidingEvents(events).map(({ policyId }) => policyName(organization, policyId))),
    ].join(", ");
    rows.push({
      left: `${indent}${escapeControl(segments.at(-1) ?? "")}: ${shown}`,
      right: `${origin}${alternatives === undefined ? "" : " (order-dependent)"}`,
      blocked: events
        .filter(hasNoEffect)
        .map(
          (event) =>
            `${isBlocked(event) ? "BLOCKED" : "LOST"} ${policyName(organization, event.policyId)} ${sentenceFor(event, events, organization)}`,
        ),
      indent: `${indent}  `,
    });
  }
  const column = Math.min(
    Math.max(...rows.filter(({ right }) => right !== "").map(({ left }) => left.length)) + 2,
    Math.floor(width * 0.7),
  );
  const lines = rows.flatMap(({ left, right, blocked, indent }) => [
    ...row(left, right, column, width, style),
    ...blocked.map((text) => style.red(wrapText(text, width, indent))),
  ]);
  const blockedCount = rows.reduce((sum, { blocked }) => sum + blocked.length, 0);
  const summary =
    blockedCount === 0 ? [] : ["", style.red(`${counted(blockedCount, "attempt")} had no effect.`)];
  return [...lines, ...summary].join("\n");
}

/** A setting and its origin on one line; where they do not fit, the origin goes below. */
function row(left: string, right: string, column: number, width: number, style: Style): readonly string[] {
  const gap = left.length >= column ? "  " : "";
  if (right === "" || Math.max(left.length, column) + gap.length + right.length <= width) {
    return [right === "" ? left : `${left.padEnd(column)}${gap}${style.cyan(right)}`];
  }
  const indent = `${/^ */.exec(left)?.[0] ?? ""}    `;
  const [first = "", ...rest] = wrapText(left.trimStart(), width - 4, indent.slice(4)).split("\n");
  return [first, ...rest.map((line) => `    ${line}`), wrapText(`from ${right}`, width, indent)];
}

type BlockedEvent = Extract<ProvenanceEvent, { reason: "blocked-operator" | "blocked-key" }>;

/** Blocked by a higher policy, or lost to one that was attached to the same target before. */
function hasNoEffect({ reason }: ProvenanceEvent): boolean {
  return reason === "blocked-operator" || reason === "blocked-key" || reason === "lost-to-peer";
}

function isBlocked(event: ProvenanceEvent): event is BlockedEvent {
  return event.reason === "blocked-operator" || event.reason === "blocked-key";
}

function sentenceFor(
  event: ProvenanceEvent,
  events: readonly ProvenanceEvent[],
  organization: Organization,
): string {
  switch (event.reason) {
    case "assigned": {
      const before = events.slice(0, events.indexOf(event)).findLast(({ reason }) => reason === "assigned");
      const replaced =
        before?.reason === "assigned"
          ? `, overriding ${shownValue(before.value)} of ${policyName(organization, before.policyId)}`
          : "";
      return `sets ${shownValue(event.value)}${replaced}`;
    }
    case "lost-to-peer": {
      const why = event.certain
        ? "was attached first and wins"
        : "wins if it was attached first, which is not known";
      return `sets ${shownValue(event.value)}, but ${policyName(organization, event.winner)} on the same target ${why}`;
    }
    case "appended":
      return withRest("appends", event.members, "already there", event.alreadyPresent);
    case "removed":
      return withRest("removes", event.members, "not there", event.absent);
    case "blocked-operator":
      return `may not ${event.operator} ${shownValue(event.operand)}: ${controlsText(event.controls, organization)}`;
    case "blocked-key":
      return `may not add this name: ${controlsText(event.controls, organization)}`;
  }
}

function withRest(verb: string, members: readonly string[], note: string, rest: readonly string[]): string {
  const done = members.length === 0 ? `${verb} nothing` : `${verb} ${shownValue(members)}`;
  return rest.length === 0 ? done : `${done} (${note}: ${shownValue(rest)})`;
}

function controlsText(controls: readonly ControlSource[], organization: Organization): string {
  return controls.map((control) => controlText(control, organization)).join("; ");
}

function controlText({ policyId, targetId, allowed }: ControlSource, organization: Organization): string {
  const words = controlOperand(allowed);
  const limit = words.includes("@@none") ? "allows nothing" : `allows only ${words.join(", ")}`;
  return `${policyName(organization, policyId)} on ${escapeControl(organization.path(targetId))} ${limit}`;
}

function policyName(organization: Organization, policyId: string): string {
  return escapeControl(organization.policy(policyId)?.name ?? policyId);
}
