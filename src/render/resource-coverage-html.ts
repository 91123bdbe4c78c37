import type { Resource } from "../organization/inventory";
import type { ResourceCoverage } from "../review/resources/resource-coverage";
import type { ResourceMatch } from "../review/resources/resource-matcher";
import { OUT_OF_REACH } from "../review/resources/resource-reason";
import { counted } from "../text/counted";
import { grouped } from "../text/grouped";
import { forHtml, section, staticPage, table } from "./html/static-page";
import { outOfReachWords, resourceHeadline, restSentences } from "./resource-coverage-words";
import type { ResourceReport } from "./resource-report";

/** More than this no one reads on a page; CSV and JSON list all of them. */
const LISTED = 2000;

/** A page of what is not selected, the accounts and types, and the resources that are not selected. */
export function resourceCoverageHtml(): ResourceReport {
  const listed: (readonly string[])[] = [];
  return {
    start: "",
    resource: (resource, match) => {
      if (match.reason !== undefined && !OUT_OF_REACH.has(match.reason.code) && listed.length < LISTED) {
        listed.push(resourceCells(resource, match));
      }
      return "";
    },
    end: (coverage) => page(coverage, listed),
  };
}

function page(coverage: ResourceCoverage, listed: readonly (readonly string[])[]): string {
  const { summary, accountTypes, sources, remarks = [] } = coverage;
  const { notSelected, notKnown, outOfReach } = summary;
  const open = notSelected + notKnown;
  const rest = open - listed.length;
  return staticPage({
    title: "Resources that backup policies select",
    heading: resourceHeadline(summary, accountTypes, sources),
    lead: [...remarks, ...(outOfReach === 0 ? [] : [outOfReachWords(outOfReach)])].join(" "),
    sections: [
      section(
        "Not selected, and not known",
        table(["resources", "type", "why", "accounts", "for example"], groups(coverage)),
      ),
      section(
        "By account and type",
        table(["account", "type", "all", "selected", "not", "not known", "by"], rows(coverage)),
      ),
      section("Resources", [
        ...table(["resource", "account", "Region", "type", "why"], listed),
        ...(rest > 0 ? [`<p>${forHtml(`${counted(rest, "more resource")}: --format csv.`)}</p>`] : []),
      ]),
      section(
        "Notes",
        restSentences(coverage).map((sentence) => `<p>${forHtml(sentence)}</p>`),
      ),
    ],
    command: "org-backup coverage --resources FILE --format html",
  });
}

function groups({ unselected }: ResourceCoverage): readonly (readonly string[])[] {
  return unselected
    .filter(({ code }) => !OUT_OF_REACH.has(code))
    .map(({ selected, resources, typeName, reason, scope, examples }) => [
      `<span class="${selected === "no" ? "error" : "warning"}">${grouped(resources)}</span>`,
      forHtml(typeName),
      forHtml(selected === "no" ? reason : `not known: ${reason}`),
      forHtml(scope),
      examples.map(({ arn, reason: why }) => forHtml(why === reason ? arn : `${arn}: ${why}`)).join("<br>"),
    ]);
}

function rows({ accountTypes, organization }: ResourceCoverage): readonly (readonly string[])[] {
  return accountTypes
    .filter(({ resources, outOfReach }) => resources > outOfReach)
    .map(({ accountId, typeName, resources, outOfReach, selected, notSelected, notKnown, by }) => [
      forHtml(accountId === undefined ? "not known" : `${organization.path(accountId)} ${accountId}`),
      forHtml(typeName),
      ...[resources - outOfReach, selected, notSelected, notKnown].map(grouped),
      by
        .map(({ plan, selection, resources: count }) =>
          forHtml(`${plan.name} / ${selection.name}: ${grouped(count)}`),
        )
        .join("<br>"),
    ]);
}

function resourceCells(
  { arn, accountId, region }: Resource,
  { type, reason }: ResourceMatch,
): readonly string[] {
  return [arn, accountId ?? "not known", region ?? "not known", type.name, reason?.words ?? ""].map(forHtml);
}
