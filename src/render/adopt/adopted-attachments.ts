import type { Organization } from "../../organization/organization";
import { stringLiteral } from "../../policy/author/source/string-literal";
import type { AdoptedPolicy } from "./adopted-policy";

/** The module that lists, target by target, which policies are attached and in which order. */
export function adoptedAttachments(organization: Organization, policies: readonly AdoptedPolicy[]): string {
  const constructs = new Map(policies.map(({ policy, slug }) => [policy.id, slug]));
  const isUnique = uniquePaths(organization);
  const entries = organization.attachments.flatMap(({ targetId, policyIds, order }) => {
    const slugs = policyIds.flatMap((id) => constructs.get(id) ?? []);
    if (slugs.length === 0) {
      return [];
    }
    const path = organization.path(targetId);
    const target = isUnique(path) ? path : targetId;
    const unknown =
      order === "unknown"
        ? ["    // The order is not known: org-backup verify --fix-order can find it."]
        : [];
    return [
      [
        "  {",
        `    target: ${stringLiteral(target)},`,
        `    targetId: ${stringLiteral(targetId)},`,
        ...unknown,
        `    policies: [${slugs.map(stringLiteral).join(", ")}],`,
        "  },",
      ].join("\n"),
    ];
  });
  return [
    "/** An existing attachment: `terraform plan` imports it. */",
    "export interface AdoptedAttachment {",
    "  /** A path of names from the root down, looked up in organization.yaml, or an id. */",
    "  readonly target: string;",
    "  readonly targetId: string;",
    "  /** In attachment order, oldest first. */",
    "  readonly policies: readonly string[];",
    "}",
    "",
    `export const adoptedAttachments: readonly AdoptedAttachment[] = [${entries.length === 0 ? "" : `\n${entries.join("\n")}\n`}];`,
    "",
  ].join("\n");
}

/** Names may hold slashes, and accounts of one OU may share a name: such paths could mean another target. */
function uniquePaths(organization: Organization): (path: string) => boolean {
  const counts = new Map<string, number>();
  for (const { id } of [organization.root, ...organization.organizationalUnits, ...organization.accounts]) {
    const path = organization.path(id);
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return (path) => counts.get(path) === 1 && !path.endsWith("/");
}
