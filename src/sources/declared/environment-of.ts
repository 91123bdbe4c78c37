import { BackupEnvironment } from "../../organization/backup-environment";
import type { BackupRole, BackupVault, VaultLock } from "../../organization/backup-environment";
import type { Place } from "../../organization/place";
import { isJsonObject, objectOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { parseYaml } from "../../text/parse-yaml";
import { toValue } from "../../text/source-node";

/** A resource with the values that the code gives it. */
export interface ResourceValues {
  /** Its address. */
  readonly origin: string;
  readonly type: string;
  readonly values: JsonObject;
}

/** The roles and vaults that resources create, those of stack set templates included. */
export function environmentOf(resources: readonly ResourceValues[]): BackupEnvironment {
  const collector = new Collector();
  resources.forEach((resource) => collector.add(resource));
  return collector.result();
}

const SOMEWHERE: Place = { accounts: { kind: "unknown" }, region: undefined };

type DeclaredVault = Pick<BackupVault, "isAirGapped" | "lock" | "origin">;
type DeclaredRole = Pick<BackupRole, "path" | "name" | "origin">;

class Collector {
  private readonly roles = new Map<string, DeclaredRole>();
  private readonly vaults = new Map<string, DeclaredVault>();
  private readonly locks = new Map<string, VaultLock>();
  private isComplete = true;
  private origin = "";

  add({ origin, type, values }: ResourceValues): void {
    this.origin = origin;
    switch (type) {
      case "aws_iam_role":
        this.role(values.path, values.name);
        break;
      case "aws_backup_vault":
        this.vault(values.name);
        break;
      case "aws_backup_logically_air_gapped_vault":
        // Its retention is locked in compliance mode from the beginning.
        this.vault(values.name, {
          isAirGapped: true,
          lock: {
            ...lockOf(values.min_retention_days, values.max_retention_days, undefined),
            compliance: true,
          },
        });
        break;
      case "aws_backup_vault_lock_configuration":
        this.lock(values.backup_vault_name, {
          minimum: values.min_retention_days,
          maximum: values.max_retention_days,
          changeable: values.changeable_for_days,
        });
        break;
      case "aws_cloudformation_stack_set":
        this.template(values.template_body, objectOf(values.parameters));
        break;
      default:
    }
  }

  /** Names only: accounts and Regions are those of providers and stack sets, which are not followed here. */
  result(): BackupEnvironment {
    const completeness = this.isComplete ? "declared" : "partial";
    const lockedElsewhere = [...this.locks.keys()].filter((name) => !this.vaults.has(name));
    const vaults = [
      ...[...this.vaults].map(([name, vault]) => ({ name, ...vault })),
      ...lockedElsewhere.map((name) => ({ name, isAirGapped: false, lock: undefined, origin: this.origin })),
    ];
    return new BackupEnvironment({
      vaults: vaults.map((vault) => ({
        ...vault,
        lock: this.locks.get(vault.name) ?? vault.lock,
        place: SOMEWHERE,
      })),
      roles: [...this.roles.values()].map((role) => ({ ...role, place: SOMEWHERE, trustsBackup: undefined })),
      globalSettings: undefined,
      regionSettings: [],
      completeness: {
        vaults: completeness,
        locks: completeness,
        roles: completeness,
        regionSettings: "partial",
      },
    });
  }

  private role(path: JsonValue | undefined, name: JsonValue | undefined): void {
    const known = this.known(name);
    if (known !== undefined) {
      const folder = typeof path === "string" ? path : "/";
      this.roles.set(`${folder} ${known}`, { path: folder, name: known, origin: this.origin });
    }
  }

  private vault(
    name: JsonValue | undefined,
    { isAirGapped = false, lock }: { readonly isAirGapped?: boolean; readonly lock?: VaultLock } = {},
  ): void {
    const known = this.known(name);
    if (known !== undefined) {
      this.vaults.set(known, { isAirGapped, lock, origin: this.origin });
    }
  }

  private lock(
    name: JsonValue | undefined,
    days: {
      readonly minimum: JsonValue | undefined;
      readonly maximum: JsonValue | undefined;
      readonly changeable: JsonValue | undefined;
    },
  ): void {
    const known = this.known(name);
    if (known !== undefined) {
      this.locks.set(known, lockOf(days.minimum, days.maximum, days.changeable));
    }
  }

  /** A name that is an expression, or known only after apply, leaves the picture incomplete. */
  private known(name: JsonValue | undefined): string | undefined {
    if (typeof name === "string" && name !== "" && !name.includes("${")) {
      return name;
    }
    this.isComplete = false;
    return undefined;
  }

  private template(body: JsonValue | undefined, parameters: JsonObject): void {
    const template = typeof body === "string" ? parsed(body) : undefined;
    if (template === undefined) {
      this.isComplete = false;
      return;
    }
    const declared = objectOf(template.Parameters);
    const parameter = (name: string): JsonValue | undefined =>
      own(parameters, name) ?? own(objectOf(own(declared, name)), "Default");
    const resolve = (value: JsonValue | undefined): JsonValue | undefined => resolved(value, parameter);
    for (const resource of Object.values(objectOf(template.Resources)).filter(isJsonObject)) {
      const properties = objectOf(resource.Properties);
      if (resource.Type === "AWS::IAM::Role") {
        this.role(resolve(properties.Path), resolve(properties.RoleName));
      } else if (
        resource.Type === "AWS::Backup::BackupVault" ||
        resource.Type === "AWS::Backup::LogicallyAirGappedBackupVault"
      ) {
        const lock = isJsonObject(properties.LockConfiguration) ? properties.LockConfiguration : undefined;
        this.vault(
          resolve(properties.BackupVaultName),
          lock === undefined
            ? {}
            : {
                lock: lockOf(
                  resolve(lock.MinRetentionDays),
                  resolve(lock.MaxRetentionDays),
                  resolve(lock.ChangeableForDays),
                ),
              },
        );
      }
    }
  }
}

function lockOf(
  minimum: JsonValue | undefined,
  maximum: JsonValue | undefined,
  changeable: JsonValue | undefined,
): VaultLock {
  const [minimumDays, maximumDays] = [daysOf(minimum), daysOf(maximum)];
  return {
    ...(minimumDays === undefined ? {} : { minimumDays }),
    ...(maximumDays === undefined ? {} : { maximumDays }),
    compliance: daysOf(changeable) !== undefined,
  };
}

function daysOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number > 0 ? number : undefined;
}

/** `Ref` and `Fn::Sub` over parameters; anything else is not known here. */
function resolved(
  value: JsonValue | undefined,
  parameter: (name: string) => JsonValue | undefined,
): JsonValue | undefined {
  if (!isJsonObject(value)) {
    return value;
  }
  if (typeof value.Ref === "string") {
    return parameter(value.Ref);
  }
  const { "Fn::Sub": template } = value;
  if (typeof template !== "string") {
    return undefined;
  }
  return template.replaceAll(/\$\{([^}!]+)\}/g, (whole, name: string) => {
    const found = parameter(name);
    return typeof found === "string" ? found : whole;
  });
}

/** CloudFormation templates are JSON or YAML; short forms such as `!Ref` are read like their long ones. */
function parsed(body: string): JsonObject | undefined {
  const isJson = /^\s*\{/.test(body);
  const result = isJson ? parseJson(body) : parseYaml(withLongForms(body));
  const value = result.ok ? toValue(result.document.root) : undefined;
  return isJsonObject(value) ? value : undefined;
}

function withLongForms(body: string): string {
  return body
    .replaceAll(/!Ref +([A-Za-z0-9:]+)/g, "{ Ref: $1 }")
    .replaceAll(/!Sub +("[^"\n]*"|'[^'\n]*')/g, '{ "Fn::Sub": $1 }')
    .replaceAll(
      /!Sub +([^\s"'|>-][^\n]*)/g,
      (_, text: string) => `{ "Fn::Sub": ${JSON.stringify(text.trim())} }`,
    )
    .replaceAll(
      /!(?:GetAtt|GetAZs|ImportValue|Join|Select|Split|If|Equals|Not|And|Or|FindInMap|Base64|Cidr|Condition|Transform)\b/g,
      "",
    );
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
