import { QUOTAS } from "../../policy/quotas";
import type { CreateOrganizationalUnit } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves, makes, needs } from "../claim";
import { constraintViolation, ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";
import { grouped } from "../../text/grouped";

export const createOrganizationalUnit: CallDefinition<CreateOrganizationalUnit> = {
  apply({ organization }, { id, name, parentId }) {
    if (!organization.isParent(parentId)) {
      return {
        exception: "ParentNotFoundException",
        message: `There is no root or OU ${JSON.stringify(parentId)} to hold the OU ${JSON.stringify(name)}.`,
      };
    }
    if (organization.hasUnitNamed(parentId, name)) {
      return {
        exception: "DuplicateOrganizationalUnitException",
        message: `${organization.path(parentId)} holds an OU named ${JSON.stringify(name)} already.`,
        hint: "Import the existing OU, or choose another name.",
      };
    }
    const { organizationalUnitDepth, organizationalUnits } = QUOTAS;
    if (organization.depthOf(parentId) >= organizationalUnitDepth.limit) {
      return constraintViolation(
        "OU_DEPTH_LIMIT_EXCEEDED",
        `The OU ${JSON.stringify(name)} would be ${organization.depthOf(parentId) + 1} levels below the root; AWS allows ${organizationalUnitDepth.limit}.`,
      );
    }
    if (organization.unitCount >= organizationalUnits.limit) {
      return constraintViolation(
        "OU_NUMBER_LIMIT_EXCEEDED",
        `The organization has ${grouped(organizationalUnits.limit)} OUs already; AWS allows no more.`,
      );
    }
    organization.putUnit({ id, name, parentId });
    return undefined;
  },
  claims({ id, name, parentId }, { organization }) {
    return [
      needs(KEYS.target(parentId), "present", organization.isParent(parentId)),
      makes(KEYS.unitName(parentId, name), organization.hasUnitNamed(parentId, name)),
      leaves(KEYS.target(id), "present"),
      leaves(KEYS.child(parentId, id), "present"),
    ];
  },
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
