import type { UpdateRegionSettings } from "../call";
import type { CallDefinition } from "../call-definition";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const updateRegionSettings: CallDefinition<UpdateRegionSettings> = {
  apply({ environment }, { place, optIn, management }, origin) {
    environment.mergeRegionSettings({ place, optIn, management, origin });
    return undefined;
  },
  claims: () => [],
  notPredicted: BACKUP_EXCEPTIONS,
};
