import { OPT_IN_NAMES } from "../../capabilities/opt-in";
import { BackupEnvironment, roleNameWithPath, vaultKey } from "../../organization/backup-environment";
import type {
  BackupRole,
  BackupVault,
  GlobalSettings,
  RegionSettings,
  VaultLock,
} from "../../organization/backup-environment";
import type { Place } from "../../organization/place";
import { itemsOf, objectOf, textOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { templateContents } from "./stack-set-template";
import { trustsBackup } from "./trust-policy";
import { isOpenValue, vaultLockOf } from "./vault-lock-of";

/** A resource with the values that code or a state gives it, and where it is. */
export interface PlacedResource {
  readonly type: string;
  readonly values: JsonObject;
  readonly place: Place;
  readonly origin: string;
  /** What decides during apply whether it exists; undefined if it does. */
  readonly decidedBy?: string | undefined;
}

/** The vaults, roles and settings that resources create, those of stack set templates included. */
export function declaredEnvironment(resources: readonly PlacedResource[]): BackupEnvironment {
  const vaults = new Map<string, BackupVault>();
  const roles: BackupRole[] = [];
  const regionSettings: RegionSettings[] = [];
  let globalSettings: GlobalSettings | undefined;
  let isComplete = true;
  const known = (name: JsonValue | undefined): string | undefined => {
    const found = knownName(name);
    isComplete &&= found !== undefined;
    return found;
  };
  const putVault = (vault: BackupVault): void => {
    vaults.set(vaultKey(vault), vault);
  };
  const existing = resources.filter(({ decidedBy }) => decidedBy === undefined);
  isComplete = existing.length === resources.length;
  for (const { type, values, place, origin } of existing) {
    if (isVault(type)) {
      const name = known(values.name);
      if (name !== undefined) {
        putVault(vaultOf(type, name, values, place, origin));
      }
    } else if (type === "aws_iam_role") {
      const name = isOpenValue(values.path) ? known(values.path) : known(values.name);
      if (name !== undefined) {
        roles.push(roleOf(name, values, place, origin));
      }
    } else if (type === "aws_backup_global_settings") {
      globalSettings = { values: textMap(values.global_settings), origin };
    } else if (type === "aws_backup_region_settings") {
      regionSettings.push(regionSettingsOf(values, place, origin));
    } else if (type === "aws_cloudformation_stack_set") {
      const { contents, places } = stackSetContents(values, existing, origin);
      isComplete &&= contents.isComplete;
      for (const at of places) {
        contents.vaults.forEach((vault) => putVault({ ...vault, place: at, origin }));
      }
      const everywhere = distinctAccounts(places);
      roles.push(
        ...contents.roles.flatMap((role) => everywhere.map((at) => ({ ...role, place: at, origin }))),
      );
    }
  }
  for (const { type, values, place, origin } of existing) {
    const name = type === LOCK ? known(values.backup_vault_name) : undefined;
    if (name !== undefined) {
      const lock = lockOf(values);
      const locked = vaultToLock([...vaults.values()], name, place);
      putVault({ ...(locked ?? { name, place, isAirGapped: false, origin }), lock });
    }
  }
  const completeness = isComplete ? "declared" : "partial";
  return new BackupEnvironment({
    vaults: [...vaults.values()],
    roles: [
      ...new Map(
        roles.map((role) => [`${roleNameWithPath(role)} ${JSON.stringify(role.place)}`, role]),
      ).values(),
    ],
    globalSettings,
    regionSettings,
    completeness: {
      vaults: completeness,
      locks: completeness,
      roles: completeness,
      regionSettings: "declared",
    },
  });
}

/** Whether a type of resource is read of the environment. */
export function isOfEnvironment(type: string): boolean {
  return OF_ENVIRONMENT.test(type);
}

const OF_ENVIRONMENT =
  /^aws_(?:backup_(?:(?:logically_air_gapped_)?vault|vault_lock_configuration|(?:global|region)_settings)|iam_role|cloudformation_stack_(?:set(?:_instance)?|instances))$/;

export const LOCK = "aws_backup_vault_lock_configuration";
const AIR_GAPPED = "aws_backup_logically_air_gapped_vault";

export function isVault(type: string): boolean {
  return type === "aws_backup_vault" || type === AIR_GAPPED;
}

/** A name that is an expression, or known only after apply, is undefined. */
export function knownName(name: JsonValue | undefined): string | undefined {
  return typeof name === "string" && name !== "" && !name.includes("${") ? name : undefined;
}

export function vaultOf(
  type: string,
  name: string,
  values: JsonObject,
  place: Place,
  origin: string,
): BackupVault {
  const isAirGapped = type === AIR_GAPPED;
  const kmsKeyArn = knownName(values.kms_key_arn) ?? knownName(values.encryption_key_arn);
  return {
    name,
    place,
    isAirGapped,
    lock: isAirGapped ? { ...lockOf(values), compliance: true } : undefined,
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    origin,
  };
}

export function lockOf(values: JsonObject): VaultLock {
  return vaultLockOf(values.min_retention_days, values.max_retention_days, values.changeable_for_days);
}

/** The vault that a lock of this name and place belongs to; one without a known place may be the only one. */
export function vaultToLock(
  vaults: readonly BackupVault[],
  name: string,
  place: Place,
): BackupVault | undefined {
  const named = vaults.filter((vault) => vault.name === name);
  const exact = named.find((vault) => vaultKey(vault) === vaultKey({ name, place }));
  const [only, ...more] = named;
  const isPlaced = place.accounts.kind !== "unknown" && place.region !== undefined;
  return exact ?? (isPlaced || more.length > 0 ? undefined : only);
}

export function roleOf(name: string, values: JsonObject, place: Place, origin: string): BackupRole {
  return {
    name,
    path: textOf(values.path) ?? "/",
    place: { ...place, region: undefined },
    trustsBackup: trustsBackup(values.assume_role_policy),
    origin,
  };
}

export function regionSettingsOf(values: JsonObject, place: Place, origin: string): RegionSettings {
  return {
    place,
    optIn: optInsOf(values.resource_type_opt_in_preference),
    management: booleanMap(values.resource_type_management_preference),
    origin,
  };
}

/** Of a map that only apply knows, every type may be switched. */
function optInsOf(value: JsonValue | undefined): ReadonlyMap<string, boolean | "unknown"> {
  const open =
    typeof value === "string"
      ? OPT_IN_NAMES
      : Object.keys(objectOf(value)).filter((type) => isOpenValue(objectOf(value)[type]));
  return new Map<string, boolean | "unknown">([
    ...booleanMap(value),
    ...open.map((type): [string, "unknown"] => [type, "unknown"]),
  ]);
}

export function textMap(value: JsonValue | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(objectOf(value)).flatMap(([key, each]) =>
      typeof each === "string" || typeof each === "boolean" ? [[key, String(each)] as const] : [],
    ),
  );
}

function booleanMap(value: JsonValue | undefined): ReadonlyMap<string, boolean> {
  return new Map(
    [...textMap(value)].flatMap(([key, each]) =>
      each === "true" || each === "false" ? [[key, each === "true"] as const] : [],
    ),
  );
}

/** What a stack set creates, and where the instances that go with it put it. */
function stackSetContents(
  values: JsonObject,
  resources: readonly PlacedResource[],
  origin: string,
): { readonly contents: ReturnType<typeof templateContents>; readonly places: readonly Place[] } {
  const name = knownName(values.name);
  const places = resources.flatMap((instance): readonly Place[] => {
    const isOwn =
      /^aws_cloudformation_stack_(?:set_instance|instances)$/.test(instance.type) &&
      (name === undefined
        ? instance.values.stack_set_name === origin
        : instance.values.stack_set_name === name || instance.values.stack_set_name === origin);
    return isOwn ? instancePlaces(instance) : [];
  });
  const nowhere: Place = { accounts: { kind: "unknown" }, region: undefined };
  return {
    contents: templateContents(values.template_body, objectOf(values.parameters)),
    places: places.length === 0 ? [nowhere] : places,
  };
}

function instancePlaces({ values }: PlacedResource): readonly Place[] {
  const targets = itemsOf(values.deployment_targets).map(objectOf);
  const [first] = [...targets, objectOf(values.deployment_targets)];
  const units = textsOf(first.organizational_unit_ids).filter((id) => !id.includes("${"));
  const account = knownName(values.account_id);
  const accounts = [...textsOf(values.accounts), ...(account === undefined ? [] : [account])];
  const named: readonly Place["accounts"][] =
    units.length > 0
      ? [{ kind: "members", targetIds: units }]
      : accounts.length > 0
        ? accounts.map((accountId) => ({ kind: "account", accountId }))
        : [{ kind: "unknown" }];
  const regions = [
    ...textsOf(values.regions),
    ...[knownName(values.region) ?? knownName(values.stack_set_instance_region)].filter(
      (region) => region !== undefined,
    ),
  ];
  return named.flatMap((each) =>
    (regions.length === 0 ? [undefined] : regions).map((region) => ({ accounts: each, region })),
  );
}

function distinctAccounts(places: readonly Place[]): readonly Place[] {
  const all = places.map(({ accounts }) => ({ accounts, region: undefined }));
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}
