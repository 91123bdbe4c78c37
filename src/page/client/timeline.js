// When backups are made, and how long they are kept.
import { el, svg } from "./dom.js";
import { model } from "./model.js";

/** @typedef {import("../page-model").PageRule} PageRule */
/** @typedef {import("../page-model").PageSchedule} PageSchedule */
/** @typedef {{ plan: string, before: PageRule | undefined, after: PageRule | undefined }} RulePair */

const WIDTH = 700;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** In minutes. */
export const DAY = 24 * 60;
const LONGEST_DAYS = 3650;
/** Marks on the axis of retention, which is logarithmic: days matter at its beginning, years at its end. */
const RETENTION_MARKS = /** @type {const} */ ([
  [1, "1 day"],
  [7, "1 week"],
  [30, "1 month"],
  [90, "3 months"],
  [365, "1 year"],
  [2555, "7 years"],
]);

/** @param {RulePair[]} pairs @param {readonly PageSchedule[]} schedules */
export function timeline(pairs, schedules) {
  return el(
    "div",
    { class: "timeline" },
    el("div", { class: "lane axis", "aria-hidden": "true" }, el("span", {}), dateAxis(), el("span", {})),
    ...pairs.map((pair) => scheduleLane(pair, schedules)),
    el("h4", {}, "How long they are kept"),
    el("div", { class: "lane axis", "aria-hidden": "true" }, el("span", {}), retentionAxis(), el("span", {})),
    ...pairs.flatMap(retentionLanes),
  );
}

/** @param {RulePair} pair @param {readonly PageSchedule[]} schedules */
function scheduleLane(pair, schedules) {
  const [before, after] = [pair.before, pair.after].map((rule) => schedules[rule?.schedule ?? -1]);
  const now = after ?? before;
  const changed = before !== undefined && after !== undefined && before.expression !== after.expression;
  return el(
    "div",
    { class: `lane ${laneClass(pair)}` },
    laneName(pair),
    svg(
      "svg",
      { class: "strip", viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...weeks(),
      changed ? svg("path", { class: "ticks was", d: ticks(before.ahead, 13, 21) }) : null,
      svg("path", { class: "ticks", d: ticks(now?.ahead ?? [], 3, changed ? 11 : 21) }),
    ),
    el(
      "span",
      { class: "words" },
      el("span", {}, now?.words ?? ""),
      changed ? el("span", { class: "was" }, `was ${before.words}`) : null,
      now === undefined || now.gap === ""
        ? null
        : el("span", { class: "muted" }, `at most ${now.gap} between two`),
      now !== undefined && now.ahead.length === 0 && now.next !== ""
        ? el("span", { class: "muted" }, `next on ${now.next.slice(0, 10)}`)
        : null,
    ),
  );
}

/** @param {RulePair} pair @returns {Node[]} */
function retentionLanes(pair) {
  const rule = pair.after ?? pair.before;
  const copies = new Map((pair.before?.copies ?? []).map((copy) => [copy.to, copy]));
  const lanes = [lane(pair, laneName(pair), pair.before, pair.after)];
  for (const copy of rule?.copies ?? []) {
    const name = el("span", { class: "lane-name copy" }, el("span", { class: "muted" }, "copy to "), copy.to);
    const before = pair.after === undefined ? copy : copies.get(copy.to);
    lanes.push(lane(pair, name, before, pair.after === undefined ? undefined : copy));
  }
  const goneCopies =
    pair.after === undefined
      ? []
      : [...copies.values()].filter(({ to }) => !rule?.copies.some((copy) => copy.to === to));
  for (const copy of goneCopies) {
    const name = el(
      "span",
      { class: "lane-name copy" },
      el("span", { class: "muted" }, "no more copy to "),
      copy.to,
    );
    lanes.push(lane({ ...pair, after: undefined }, name, copy, undefined));
  }
  return lanes;
}

/** @typedef {{ kept: number | null, cold: number | null }} Lifecycle */

/**
 * @param {RulePair} pair
 * @param {Node} name
 * @param {Lifecycle | undefined} before
 * @param {Lifecycle | undefined} after
 */
function lane(pair, name, before, after) {
  const now = after ?? before;
  const changed =
    before !== undefined && after !== undefined && (before.kept !== after.kept || before.cold !== after.cold);
  return el(
    "div",
    { class: `lane ${laneClass(pair)}` },
    name,
    svg(
      "svg",
      { class: "strip", viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...RETENTION_MARKS.map(([days]) =>
        svg("line", { class: "grid", x1: retentionX(days), x2: retentionX(days), y1: 0, y2: 24 }),
      ),
      ...(changed ? bars(before, 15, 5, "was") : []),
      ...(now === undefined ? [] : bars(now, 5, 8, "")),
    ),
    el(
      "span",
      { class: "words" },
      el("span", {}, lifecycleWords(now)),
      changed ? el("span", { class: "was" }, `was ${lifecycleWords(before)}`) : null,
    ),
  );
}

/**
 * @param {Lifecycle} lifecycle
 * @param {number} y
 * @param {number} height
 * @param {string} className
 * @returns {Node[]}
 */
function bars({ kept, cold }, y, height, className) {
  const end = kept === null ? WIDTH : retentionX(kept);
  const middle = cold === null ? end : Math.min(end, retentionX(cold));
  return [
    svg("rect", { class: `warm ${className}`, x: 0, y, width: Math.max(middle, 2), height }),
    ...(middle < end
      ? [svg("rect", { class: `cold ${className}`, x: middle, y, width: end - middle, height })]
      : []),
  ];
}

/** @param {Lifecycle | undefined} lifecycle */
function lifecycleWords(lifecycle) {
  if (lifecycle === undefined) {
    return "";
  }
  const cold = lifecycle.cold === null ? "" : `, cold after ${daysWords(lifecycle.cold)}`;
  return `${lifecycle.kept === null ? "forever" : daysWords(lifecycle.kept)}${cold}`;
}

/** @param {number | null} gap in minutes */
export function gapWords(gap) {
  if (gap === null) {
    return "none to come";
  }
  return gap % DAY === 0
    ? daysWords(gap / DAY)
    : gap > 2 * DAY
      ? daysWords(Math.ceil(gap / DAY))
      : `${Math.round(gap / 6) / 10} h`;
}

/** @param {number} days */
export function daysWords(days) {
  return days >= 730 && days % 365 === 0
    ? `${days / 365} years`
    : `${days.toLocaleString("en-US")} ${days === 1 ? "day" : "days"}`;
}

/** @param {RulePair} pair */
function laneName({ plan, before, after }) {
  const rule = after ?? before;
  const sign = before === undefined ? "+ " : after === undefined ? "− " : "";
  return el(
    "span",
    { class: "lane-name" },
    el("span", { class: "muted" }, `${sign}${plan} / `),
    rule?.name ?? "",
    rule?.continuous === true ? el("span", { class: "pill plain" }, "continuous") : null,
  );
}

/** @param {RulePair} pair */
function laneClass({ before, after }) {
  return before === undefined ? "added" : after === undefined ? "removed" : "";
}

/** @param {number} days */
function retentionX(days) {
  return (Math.log(Math.min(Math.max(days, 1), LONGEST_DAYS) + 1) / Math.log(LONGEST_DAYS * 1.3)) * WIDTH;
}

/**
 * @param {readonly number[]} ahead
 * @param {number} top
 * @param {number} bottom
 */
function ticks(ahead, top, bottom) {
  let at = 0;
  return ahead
    .map((minutes) => {
      at += minutes;
      return `M${((at / (model.summary.daysAhead * DAY)) * WIDTH).toFixed(1)} ${top}V${bottom}`;
    })
    .join("");
}

/** Every second week is shaded. @returns {Node[]} */
function weeks() {
  const count = model.summary.daysAhead / 7;
  return Array.from({ length: count }, (_, week) =>
    svg("rect", {
      class: week % 2 === 0 ? "week" : "week odd",
      x: (week * WIDTH) / count,
      y: 0,
      width: WIDTH / count,
      height: 24,
    }),
  );
}

function dateAxis() {
  const count = model.summary.daysAhead / 7;
  const labels = Array.from({ length: count }, (_, week) => {
    const date = new Date(model.summary.at + week * 7 * DAY * 60_000);
    return axisLabel(week / count, `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}`);
  });
  return el("span", { class: "axis-labels" }, ...labels);
}

function retentionAxis() {
  return el(
    "span",
    { class: "axis-labels" },
    ...RETENTION_MARKS.map(([days, words]) => axisLabel(retentionX(days) / WIDTH, words)),
  );
}

/**
 * @param {number} share
 * @param {string} words
 */
function axisLabel(share, words) {
  const label = el("span", {}, words);
  label.style.left = `${(share * 100).toFixed(2)}%`;
  return label;
}
