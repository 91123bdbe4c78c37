import { DEFAULT_VAULT_KEY } from "../../organization/backup-environment";
import type { VaultLock } from "../../organization/backup-environment";
import { isJsonObject, objectOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { parseYaml } from "../../text/parse-yaml";
import { toValue } from "../../text/source-node";
import { trustsBackup } from "./trust-policy";
import { vaultLockOf } from "./vault-lock-of";

/** What a CloudFormation template creates in each account and Region. */
export interface TemplateContents {
  readonly vaults: readonly {
    readonly name: string;
    readonly isAirGapped: boolean;
    readonly lock: VaultLock | undefined;
    /** Undefined if the template does not show it, as for a key that it creates. */
    readonly kmsKeyArn?: string;
  }[];
  readonly roles: readonly {
    readonly path: string;
    readonly name: string;
    readonly trustsBackup: boolean | undefined;
  }[];
  /** False if a name or the template itself could not be read. */
  readonly isComplete: boolean;
}

/** @param parameters the values that the stack set gives */
export function templateContents(body: JsonValue | undefined, parameters: JsonObject): TemplateContents {
  const template = typeof body === "string" ? parsed(body) : undefined;
  if (template === undefined) {
    return { vaults: [], roles: [], isComplete: false };
  }
  const declared = objectOf(template.Parameters);
  const parameter = (name: string): JsonValue | undefined =>
    own(parameters, name) ?? own(objectOf(own(declared, name)), "Default");
  const resolve = (value: JsonValue | undefined): JsonValue | undefined => resolved(value, parameter);
  const vaults: TemplateContents["vaults"][number][] = [];
  const roles: TemplateContents["roles"][number][] = [];
  let isComplete = true;
  for (const { Type: type, Properties: written } of Object.values(objectOf(template.Resources)).filter(
    isJsonObject,
  )) {
    const properties = objectOf(written);
    const isAirGapped = type === "AWS::Backup::LogicallyAirGappedBackupVault";
    if (type === "AWS::IAM::Role") {
      const name = nameOf(resolve(properties.RoleName));
      const path = resolve(properties.Path);
      isComplete &&= name !== undefined;
      if (name !== undefined) {
        const trust = trustsBackup(properties.AssumeRolePolicyDocument);
        roles.push({ path: typeof path === "string" ? path : "/", name, trustsBackup: trust });
      }
    } else if (type === "AWS::Backup::BackupVault" || isAirGapped) {
      const name = nameOf(resolve(properties.BackupVaultName));
      isComplete &&= name !== undefined;
      if (name !== undefined) {
        const lock = lockOf(properties, isAirGapped, resolve);
        vaults.push({ name, isAirGapped, lock, ...keyOf(properties, resolve) });
      }
    }
  }
  return { vaults, roles, isComplete };
}

function keyOf(
  { EncryptionKeyArn: written }: JsonObject,
  resolve: (value: JsonValue | undefined) => JsonValue | undefined,
): { readonly kmsKeyArn?: string } {
  const kmsKeyArn = written === undefined ? DEFAULT_VAULT_KEY : nameOf(resolve(written));
  return kmsKeyArn === undefined ? {} : { kmsKeyArn };
}

function lockOf(
  properties: JsonObject,
  isAirGapped: boolean,
  resolve: (value: JsonValue | undefined) => JsonValue | undefined,
): VaultLock | undefined {
  const lock = isAirGapped ? properties : properties.LockConfiguration;
  if (!isJsonObject(lock)) {
    return undefined;
  }
  const found = vaultLockOf(
    resolve(lock.MinRetentionDays),
    resolve(lock.MaxRetentionDays),
    resolve(lock.ChangeableForDays),
  );
  return isAirGapped ? { ...found, compliance: true } : found;
}

function nameOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
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
