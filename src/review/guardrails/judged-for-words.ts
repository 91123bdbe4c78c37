import { kindNames, RESOURCE_KINDS } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { list } from "../words";
import type { Judgement } from "./evaluate";

/** So many conditions are spelled out; the guide has them all. */
const SHOWN_CONDITIONS = 3;

/** What a requirement was judged by, for one or several policies: one sentence or two; undefined if there is nothing to say. */
export function judgedForWords(judgements: readonly Judgement[]): string | undefined {
  const open = judgements.flatMap(({ judgedFor }) => judgedFor ?? []);
  const conditions = [...new Set(judgements.flatMap((judgement) => judgement.conditions))];
  const parts = [
    ...(open.length === 0 ? [] : [openWords(open.flatMap(({ others }) => others))]),
    ...(conditions.length === 0 ? [] : [conditionWords(conditions)]),
  ];
  return parts.length === 0 ? undefined : parts.join(". ");
}

function openWords(others: readonly ResourceKind[]): string {
  const unable = RESOURCE_KINDS.filter((kind) => others.includes(kind));
  const able = RESOURCE_KINDS.filter((kind) => !others.includes(kind));
  const start = "only tags select resources, so this was judged for";
  if (unable.length === 0) {
    return `${start} every type`;
  }
  // The shorter list says as much.
  return able.length <= unable.length
    ? `${start} ${list(kindNames(able))}; other types with the tags do not have it`
    : `${start} every type except ${list(kindNames(unable))}, which do not have it or for which it is not known`;
}

function conditionWords(conditions: readonly string[]): string {
  const shown = conditions.slice(0, SHOWN_CONDITIONS).map((sentence) => sentence.replace(/\.$/, ""));
  const more = conditions.length - shown.length;
  return `it holds on conditions: ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
