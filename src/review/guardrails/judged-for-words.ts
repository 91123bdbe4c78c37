import { kindNames, RESOURCE_KINDS } from "../../capabilities/resource-kinds";
import { list } from "../words";
import type { JudgedFor, Judgement } from "./evaluate";

/** So many conditions are spelled out; the guide has them all. */
const SHOWN_CONDITIONS = 3;

/** What a requirement was judged by, for one or several policies: one sentence or two; undefined if there is nothing to say. */
export function judgedForWords(judgements: readonly Judgement[]): string | undefined {
  const open = judgements.flatMap(({ judgedFor }) => judgedFor ?? []);
  const conditions = [...new Set(judgements.flatMap((judgement) => judgement.conditions))];
  const parts = [
    ...(open.length === 0 ? [] : [openWords(open)]),
    ...(conditions.length === 0 ? [] : [conditionWords(conditions)]),
  ];
  return parts.length === 0 ? undefined : parts.join(". ");
}

function openWords(open: readonly JudgedFor[]): string {
  const unable = RESOURCE_KINDS.filter((kind) => open.some((each) => each.unable.includes(kind)));
  const unknown = RESOURCE_KINDS.filter(
    (kind) => !unable.includes(kind) && open.some((each) => each.unknown.includes(kind)),
  );
  const able = RESOURCE_KINDS.filter((kind) => !unable.includes(kind) && !unknown.includes(kind));
  const start = "only tags select resources, so this was judged for";
  if (able.length === RESOURCE_KINDS.length) {
    return `${start} every type`;
  }
  // The shorter list says as much.
  if (able.length <= unable.length) {
    return `${start} ${list(kindNames(able))}; other types with the tags do not have it`;
  }
  return `${start} every type except ${[
    ...(unable.length === 0 ? [] : [`${list(kindNames(unable))} (not possible, or probably not)`]),
    ...(unknown.length === 0 ? [] : [`${list(kindNames(unknown))} (not known)`]),
  ].join(", ")}`;
}

function conditionWords(conditions: readonly string[]): string {
  const shown = conditions.slice(0, SHOWN_CONDITIONS).map((sentence) => sentence.replace(/\.$/, ""));
  const more = conditions.length - shown.length;
  return `it holds on conditions: ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
