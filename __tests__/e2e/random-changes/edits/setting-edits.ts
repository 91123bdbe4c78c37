import { attachmentAddress, attachmentsOf, policiesOf, policyAddress } from "../configuration";
import { MANAGEMENT } from "../start";
import { fresh, leave } from "./edit";
import type { Edit } from "./edit";

export const SETTING_EDITS: Readonly<Record<string, Edit>> = {
  "change trusted access": ({ organization }, random) => {
    if (organization === undefined) {
      return undefined;
    }
    organization.principals = random.pick<string[] | undefined>(
      ["backup.amazonaws.com"],
      ["backup.amazonaws.com", "ram.amazonaws.com"],
      ["ram.amazonaws.com", "sso.amazonaws.com"],
      [],
      undefined,
    );
    return JSON.stringify(organization.principals);
  },
  "change the enabled policy types": ({ organization }, random) => {
    if (organization === undefined) {
      return undefined;
    }
    organization.types = random.pick<string[] | undefined>(
      ["BACKUP_POLICY"],
      ["BACKUP_POLICY", "TAG_POLICY"],
      ["TAG_POLICY"],
      [],
      undefined,
    );
    return JSON.stringify(organization.types);
  },
  "register a delegated administrator": (configuration, random) => {
    const account = random.chance(0.2) ? MANAGEMENT : random.of(Object.keys(configuration.accounts));
    if (account === undefined) {
      return undefined;
    }
    const principal = random.pick("backup.amazonaws.com", "sso.amazonaws.com");
    configuration.administrators[fresh("admin")] = { account, principal };
    return `${account} ${principal}`;
  },
  "deregister a delegated administrator": (configuration, random) => {
    const key = random.of(Object.keys(configuration.administrators));
    if (key !== undefined) {
      leave(configuration.administrators, key);
    }
    return key;
  },
  "add a vault": ({ vaults }, random) => {
    const key = fresh("vault");
    vaults[key] = {
      name: random.chance(0.15) ? (Object.values(vaults)[0]?.name ?? key) : key,
      forceDestroy: false,
      lock: random.chance(0.5) ? { min: 7, max: undefined, changeableForDays: undefined } : undefined,
    };
    return key;
  },
  "rename or delete a vault": ({ vaults }, random) => {
    const key = random.of(Object.keys(vaults));
    const found = key === undefined ? undefined : vaults[key];
    if (key === undefined || found === undefined) {
      return undefined;
    }
    if (random.chance(0.5)) {
      found.name = fresh("vault");
    } else {
      leave(vaults, key);
    }
    return key;
  },
  "change a lock": ({ vaults }, random) => {
    const found = random.of(Object.values(vaults));
    if (found === undefined) {
      return undefined;
    }
    found.lock = random.chance(0.3)
      ? undefined
      : {
          min: 1 + random.below(30),
          max: random.chance(0.5) ? 40 + random.below(30) : undefined,
          changeableForDays: random.chance(0.3) ? 3 + random.below(3) : undefined,
        };
    return JSON.stringify(found.lock);
  },
  "change a role": ({ roles }, random) => {
    const key = random.of(Object.keys(roles));
    const found = key === undefined ? undefined : roles[key];
    if (key === undefined || found === undefined || random.chance(0.2)) {
      const added = fresh("Role");
      roles[added] = { name: added, trustsBackup: random.chance(0.7) };
      return added;
    }
    if (random.chance(0.4)) {
      leave(roles, key);
    } else {
      found.trustsBackup = !found.trustsBackup;
    }
    return key;
  },
  "change settings": (configuration, random) => {
    if (random.chance(0.5)) {
      configuration.globalSettings = random.pick<Record<string, string> | undefined>(
        { isCrossAccountBackupEnabled: "true" },
        { isCrossAccountBackupEnabled: "false" },
        undefined,
      );
    } else {
      configuration.optIn = random.pick<Record<string, boolean> | undefined>(
        { EBS: true, RDS: false },
        { EBS: false },
        undefined,
      );
    }
    return JSON.stringify([configuration.globalSettings, configuration.optIn]);
  },
  "replace on request": (configuration, random) => {
    const policies = policiesOf(configuration).map(({ block, group: of, member }) =>
      policyAddress(of, block, member.key, of.members.indexOf(member)),
    );
    const attachments = attachmentsOf(configuration).map(({ block, group: of, member }) =>
      attachmentAddress(of, block, member.key, of.members.indexOf(member)),
    );
    const units = Object.keys(configuration.units).map(
      (key) => `aws_organizations_organizational_unit.${key}`,
    );
    const address = random.of([...policies, ...attachments, ...units]);
    if (address !== undefined) {
      configuration.flags.push(`-replace=${address}`);
    }
    return address;
  },
  "plan a part only": (configuration, random) => {
    const address = random.of([
      ...Object.keys(configuration.attachments).map(
        (block) => `aws_organizations_policy_attachment.${block}`,
      ),
      ...Object.keys(configuration.accounts).map((key) => `aws_organizations_account.${key}`),
    ]);
    if (address !== undefined) {
      configuration.flags.push(`-target=${address}`);
    }
    return address;
  },
};
