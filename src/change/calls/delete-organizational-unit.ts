import type { DeleteOrganizationalUnit } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS, leaves, needs } from "../claim";
import { attachmentsEndWith } from "./attachments-end-with";
import { ORGANIZATIONS_EXCEPTIONS, unitNotFound } from "./shared-refusals";
import { grouped } from "../../text/grouped";

export const deleteOrganizationalUnit: CallDefinition<DeleteOrganizationalUnit> = {
  apply({ organization, isPartial }, { unitId }) {
    if (organization.unit(unitId) === undefined) {
      return isPartial ? undefined : unitNotFound(unitId);
    }
    const children = [...organization.childrenOf(unitId)];
    if (children.length > 0) {
      const accounts = children.filter((id) => organization.account(id) !== undefined).length;
      const held = [
        counted(accounts, "account", "accounts"),
        counted(children.length - accounts, "OU", "OUs"),
      ].filter((part) => part !== "");
      return {
        exception: "OrganizationalUnitNotEmptyException",
        message: `The OU ${organization.path(unitId)} still holds ${held.join(" and ")}: AWS deletes empty OUs only.`,
        hint: "Move the accounts in an apply of their own first, then delete the OU.",
      };
    }
    organization.removeUnit(unitId);
    return undefined;
  },
  claims({ unitId }, { organization }) {
    const unit = organization.unit(unitId);
    return [
      ends(KEYS.target(unitId), unit !== undefined),
      ...(unit === undefined
        ? []
        : [
            leaves(KEYS.unitName(unit.parentId, unit.name), "absent"),
            leaves(KEYS.child(unit.parentId, unitId), "absent"),
            ...attachmentsEndWith(unitId, organization),
          ]),
      ...[...organization.childrenOf(unitId)].map((id) => needs(KEYS.child(unitId, id), "absent", true)),
    ];
  },
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};

function counted(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${grouped(count)} ${count === 1 ? one : many}`;
}
