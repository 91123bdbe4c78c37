import type { JsonObject, JsonValue } from "../../../../../src/text/json";
import { isJsonObject } from "../../../../../src/text/json";
import type { BackupStore } from "../backup/backup-store";
import type { IamStore } from "../iam/iam-store";
import type { TemplateResource } from "./template";
import { resourcesOf } from "./template";

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Makes what stacks make in an account: roles and vaults; other resources are taken as made. */
export class Deployment {
  /** What each stack made, to be taken away with it. */
  private readonly made = new Map<string, (() => void)[]>();

  constructor(
    private readonly iam: IamStore,
    private readonly backup: BackupStore,
    private readonly now: () => Date,
  ) {}

  /** Why the stack failed; undefined when it did not. A failed stack leaves nothing behind. */
  create(
    stackId: string,
    templateBody: string,
    parameters: ReadonlyMap<string, string>,
    place: Place,
  ): string | undefined {
    const undo: (() => void)[] = [];
    for (const resource of resourcesOf(templateBody, parameters, place)) {
      const result = this.createResource(resource, place);
      if (typeof result === "string") {
        undo.forEach((step) => {
          step();
        });
        return `ResourceLogicalId:${resource.logicalId}, ResourceType:${resource.type}, ResourceStatusReason:${result}`;
      }
      undo.push(result);
    }
    this.made.set(stackId, undo);
    return undefined;
  }

  delete(stackId: string): void {
    this.made.get(stackId)?.forEach((step) => {
      step();
    });
    this.made.delete(stackId);
  }

  /** Leaves what the stack made, and forgets that the stack made it. */
  retain(stackId: string): void {
    this.made.delete(stackId);
  }

  private createResource(
    { logicalId, type, properties }: TemplateResource,
    place: Place,
  ): string | (() => void) {
    if (type === "AWS::IAM::Role") {
      return this.createRole(textOf(properties.RoleName) ?? logicalId, properties, place);
    }
    if (type === "AWS::Backup::BackupVault") {
      return this.createVault(textOf(properties.BackupVaultName) ?? logicalId, properties, place);
    }
    return () => undefined;
  }

  private createRole(name: string, properties: JsonObject, { accountId }: Place): string | (() => void) {
    const { roles } = this.iam.account(accountId);
    if (roles.has(name)) {
      return `${name} already exists.`;
    }
    const trust = JSON.stringify(properties.AssumeRolePolicyDocument ?? {});
    const role = this.iam.addRole(accountId, name, trust, textOf(properties.Path) ?? "/");
    for (const arn of listOf(properties.ManagedPolicyArns)) {
      if (this.iam.policy(accountId, textOf(arn) ?? "") === undefined) {
        roles.delete(name);
        return `Policy ${textOf(arn) ?? ""} does not exist or is not attachable.`;
      }
      role.attachedPolicies.push(textOf(arn) ?? "");
    }
    for (const policy of listOf(properties.Policies)) {
      if (isJsonObject(policy)) {
        role.inlinePolicies.set(textOf(policy.PolicyName) ?? "", JSON.stringify(policy.PolicyDocument ?? {}));
      }
    }
    return () => roles.delete(name);
  }

  private createVault(name: string, properties: JsonObject, place: Place): string | (() => void) {
    const { vaults } = this.backup.region(place.accountId, place.region);
    if (vaults.has(name)) {
      return `Backup vault with the same name already exists: ${name}`;
    }
    const key = textOf(properties.EncryptionKeyArn);
    const vault = this.backup.addVault(place.accountId, place.region, name, {
      createdAt: this.now(),
      ...(key === undefined ? {} : { encryptionKeyArn: key }),
    });
    vault.accessPolicy =
      properties.AccessPolicy === undefined ? undefined : JSON.stringify(properties.AccessPolicy);
    return () => vaults.delete(name);
  }
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
