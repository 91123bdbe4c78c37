import type { UpdateOrganizationalUnit } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS, makes, needs } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS, unitNotFound } from "./shared-refusals";

export const updateOrganizationalUnit: CallDefinition<UpdateOrganizationalUnit> = {
  apply({ organization }, { unitId, name }) {
    const unit = organization.unit(unitId);
    if (unit === undefined) {
      return unitNotFound(unitId);
    }
    if (unit.name !== name && organization.hasUnitNamed(unit.parentId, name)) {
      return {
        exception: "DuplicateOrganizationalUnitException",
        message: `${organization.path(unit.parentId)} holds an OU named ${JSON.stringify(name)} already.`,
      };
    }
    organization.putUnit({ ...unit, name });
    return undefined;
  },
  claims({ unitId, name }, { organization }) {
    const unit = organization.unit(unitId);
    const present = needs(KEYS.target(unitId), "present", unit !== undefined);
    return unit === undefined || unit.name === name
      ? [present]
      : [
          present,
          makes(KEYS.unitName(unit.parentId, name), organization.hasUnitNamed(unit.parentId, name)),
          ends(KEYS.unitName(unit.parentId, unit.name), true),
        ];
  },
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
