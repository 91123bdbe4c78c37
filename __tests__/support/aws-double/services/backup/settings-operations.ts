import { AwsError } from "../../aws-error";
import type { Call, Operations } from "../../service";
import type { OrganizationsStore } from "../organizations/organizations-store";
import { insufficientPrivileges, invalidParameter, regionOf } from "./backup-answers";
import type { BackupStore, GlobalSetting } from "./backup-store";

/** What holds for the whole organization, and what for an account in one Region. */
export function settingsOperations(store: BackupStore, organizations: OrganizationsStore): Operations {
  return {
    DescribeGlobalSettings: (_input, call) => {
      requireMember(organizations, call);
      return {
        GlobalSettings: store.globalSettings,
        LastUpdateTime: store.globalSettingsUpdatedAt,
      };
    },

    UpdateGlobalSettings: (input, call) => {
      requireMember(organizations, call);
      if (!organizations.isManagementAccount(call.caller.accountId)) {
        throw insufficientPrivileges();
      }
      for (const [name, value] of input.textMap("GlobalSettings")) {
        if (!store.globalSettings.has(name as GlobalSetting) || !/^(true|false)$/.test(value)) {
          throw invalidParameter(`Invalid global setting ${name}.`);
        }
        store.globalSettings.set(name as GlobalSetting, value);
      }
      store.globalSettingsUpdatedAt = call.now;
      return {};
    },

    DescribeRegionSettings: (_input, call) => {
      const region = regionOf(store, call);
      return {
        ResourceTypeOptInPreference: region.optIn,
        ResourceTypeManagementPreference: region.management,
      };
    },

    UpdateRegionSettings: (input, call) => {
      const region = regionOf(store, call);
      const changes = [
        ["ResourceTypeOptInPreference", region.optIn],
        ["ResourceTypeManagementPreference", region.management],
      ] as const;
      for (const [parameter, preferences] of changes) {
        for (const [type, value] of input.textMap(parameter)) {
          if (!region.optIn.has(type)) {
            throw invalidParameter(`The resource type ${type} is not supported in this Region.`);
          }
          preferences.set(type, value === "true");
        }
      }
      return {};
    },
  };
}

function requireMember(organizations: OrganizationsStore, call: Call): void {
  if (organizations.current?.accounts.has(call.caller.accountId) !== true) {
    throw new AwsError("ERROR_9601", "Your account is not a member of an organization.");
  }
}
