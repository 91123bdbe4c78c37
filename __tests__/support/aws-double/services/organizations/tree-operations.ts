import { applyTags } from "./tag-operations";
import type { OrganizationOperations, OrganizationsContext } from "./context";
import { findTarget, showUnit } from "./context";
import { constraint, invalidInput, organizationsError } from "./errors";
import type { Organization, ParentTarget, UnitTarget } from "./organization";
import { ORGANIZATION_LIMITS } from "./policy-types";

/** Organizational units, and who is below whom. */
export function treeOperations(context: OrganizationsContext): OrganizationOperations {
  const show = (organization: Organization, unit: UnitTarget): object => ({
    OrganizationalUnit: showUnit(context, organization, unit),
  });
  return {
    CreateOrganizationalUnit: (organization, input) => {
      const parent = requireParent(organization, input.text("ParentId"));
      const name = input.text("Name");
      requireFreeName(organization, parent, name);
      if (organization.depth(parent) >= ORGANIZATION_LIMITS.organizationalUnitDepth) {
        throw constraint(
          "OU_DEPTH_LIMIT_EXCEEDED",
          "You have exceeded the allowed depth of the organizational tree.",
        );
      }
      if (organization.unitCount >= ORGANIZATION_LIMITS.organizationalUnits) {
        throw constraint(
          "OU_NUMBER_LIMIT_EXCEEDED",
          "You have exceeded the number of OUs in an organization.",
        );
      }
      const unit = organization.addUnit(parent, name);
      applyTags(unit.tags, input.tags());
      return show(organization, unit);
    },

    DescribeOrganizationalUnit: (organization, input) =>
      show(organization, requireUnit(organization, input.text("OrganizationalUnitId"))),

    UpdateOrganizationalUnit: (organization, input) => {
      const unit = requireUnit(organization, input.text("OrganizationalUnitId"));
      const name = input.optionalText("Name");
      if (name !== undefined && name !== unit.name) {
        requireFreeName(organization, requireParent(organization, unit.parentId), name);
        unit.name = name;
      }
      return show(organization, unit);
    },

    DeleteOrganizationalUnit: (organization, input) => {
      const unit = requireUnit(organization, input.text("OrganizationalUnitId"));
      if (unit.unitIds.length + unit.accountIds.length > 0) {
        throw organizationsError("OrganizationalUnitNotEmptyException");
      }
      organization.removeUnit(unit);
      return {};
    },

    ListOrganizationalUnitsForParent: (organization, input) => {
      const parent = requireParent(organization, input.text("ParentId"));
      const list = `ListOrganizationalUnitsForParent/${parent.id}`;
      return context.page(input, list, "OrganizationalUnits", parent.unitIds, (id) =>
        showUnit(context, organization, requireUnit(organization, id)),
      );
    },

    ListChildren: (organization, input) => {
      const parent = requireParent(organization, input.text("ParentId"));
      const type = input.text("ChildType");
      if (type !== "ACCOUNT" && type !== "ORGANIZATIONAL_UNIT") {
        throw invalidInput("INVALID_ENUM", "You specified an invalid value.");
      }
      const ids = type === "ACCOUNT" ? parent.accountIds : parent.unitIds;
      return context.page(input, `ListChildren/${type}/${parent.id}`, "Children", ids, (Id) => ({
        Id,
        Type: type,
      }));
    },

    ListParents: (organization, input) => {
      const child = findTarget(organization, input.text("ChildId"), () =>
        organizationsError("ChildNotFoundException"),
      );
      const parent = organization.parentOf(child);
      if (parent === undefined) {
        throw invalidInput(
          "INVALID_PATTERN",
          "You provided a value that does not match the required pattern.",
        );
      }
      return context.page(input, `ListParents/${child.id}`, "Parents", [parent], ({ id, kind }) => ({
        Id: id,
        Type: kind,
      }));
    },
  };
}

export function requireParent(organization: Organization, id: string): ParentTarget {
  const target = findTarget(organization, id, () => organizationsError("ParentNotFoundException"));
  if (target.kind === "ACCOUNT") {
    throw organizationsError("ParentNotFoundException");
  }
  return target;
}

function requireUnit(organization: Organization, id: string): UnitTarget {
  const unit = organization.unit(id);
  if (unit === undefined) {
    throw organizationsError("OrganizationalUnitNotFoundException");
  }
  return unit;
}

function requireFreeName(organization: Organization, parent: ParentTarget, name: string): void {
  if (parent.unitIds.some((id) => organization.unit(id)?.name === name)) {
    throw organizationsError("DuplicateOrganizationalUnitException");
  }
}
