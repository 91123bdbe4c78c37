import type { UpdateGlobalSettings } from "../call";
import type { CallDefinition } from "../call-definition";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const updateGlobalSettings: CallDefinition<UpdateGlobalSettings> = {
  apply({ environment }, { values }, origin) {
    environment.mergeGlobalSettings(values, origin);
    return undefined;
  },
  claims: () => [],
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    InvalidRequestException: "depends on the account that calls: only the management account may",
  },
};
