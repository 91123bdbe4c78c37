import { compareText } from "../../text/compare-text";
import type {
  Account,
  Attachments,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
  Policy,
  PolicyContent,
  Root,
} from "../../organization/model";
import { isJsonObject } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { policyTextValue } from "../../policy/policy-value";

export interface ReadAttachment {
  readonly [key: string]: string;
  readonly targetId: string;
}

/** A policy as AWS tells it, with where it is attached. */
export interface ReadPolicy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly text: string;
  readonly targets: readonly ReadAttachment[];
  readonly tags?: ReadonlyMap<string, string>;
}

export interface ReadParts {
  readonly settings: OrganizationSettings;
  readonly root: Root;
  readonly units: readonly OrganizationalUnit[];
  readonly accounts: readonly Account[];
  readonly policies: readonly ReadPolicy[];
}

/**
 * Puts the parts together, in an order that does not depend on the order in which AWS gave them: OUs as
 * the tree has them, accounts by id, policies by name. Attachments are listed by target.
 */
export function assembleOrganization({
  settings,
  root,
  units,
  accounts,
  policies,
}: ReadParts): OrganizationData {
  const organizationalUnits = inTreeOrder(root.id, units);
  const sortedAccounts = [...accounts].sort((left, right) => compareText(left.id, right.id));
  const sortedPolicies = [...policies].sort(
    (left, right) => compareText(left.name, right.name) || compareText(left.id, right.id),
  );
  const targetIds = [
    root.id,
    ...organizationalUnits.map(({ id }) => id),
    ...sortedAccounts.map(({ id }) => id),
  ];
  return {
    settings,
    root,
    organizationalUnits,
    accounts: sortedAccounts,
    policies: sortedPolicies.map(policyOf),
    attachments: attachmentsOf(sortedPolicies, targetIds),
    publishedPolicies: new Map(),
  };
}

function inTreeOrder(rootId: string, units: readonly OrganizationalUnit[]): readonly OrganizationalUnit[] {
  const byParent = new Map<string, OrganizationalUnit[]>();
  for (const unit of units) {
    const siblings = byParent.get(unit.parentId);
    if (siblings === undefined) {
      byParent.set(unit.parentId, [unit]);
    } else {
      siblings.push(unit);
    }
  }
  const ordered: OrganizationalUnit[] = [];
  const add = (parentId: string): void => {
    const siblings = byParent.get(parentId) ?? [];
    siblings.sort((left, right) => compareText(left.name, right.name) || compareText(left.id, right.id));
    for (const unit of siblings) {
      ordered.push(unit);
      add(unit.id);
    }
  };
  add(rootId);
  return ordered;
}

function policyOf({ id, name, description, text, tags }: ReadPolicy): Policy {
  return {
    id,
    name,
    ...(description === "" ? {} : { description }),
    ...(tags === undefined ? {} : { tags }),
    content: contentOf(text),
  };
}

function contentOf(text: string): PolicyContent {
  const value = policyTextValue(text);
  const document: JsonObject = isJsonObject(value) ? value : {};
  return { kind: "known", value: document, text };
}

/** No API tells the order in which policies were attached. */
function attachmentsOf(
  policies: readonly ReadPolicy[],
  targetIds: readonly string[],
): readonly Attachments[] {
  const byTarget = new Map<string, string[]>(targetIds.map((id) => [id, []]));
  for (const { id, targets } of policies) {
    for (const { targetId } of targets) {
      const attached = byTarget.get(targetId);
      if (attached === undefined) {
        byTarget.set(targetId, [id]);
      } else {
        attached.push(id);
      }
    }
  }
  return [...byTarget].flatMap(([targetId, policyIds]) =>
    policyIds.length === 0
      ? []
      : [
          {
            targetId,
            policyIds: policyIds.sort(compareText),
            order: policyIds.length > 1 ? "unknown" : "known",
          } as const,
        ],
  );
}
