import type { AwsDoubleOptions } from "../aws-double-options";
import type { AwsState } from "../aws-state";
import { CredentialStore } from "../credentials";
import { inheritLevels } from "../effective/inherit";
import { Timeline } from "../effective/timeline";
import { Identifiers } from "../identifiers";
import { organizationOf } from "../organization-seed";
import type { Service } from "../service";
import { backupService } from "./backup/backup";
import { BackupStore } from "./backup/backup-store";
import { cloudFormationService } from "./cloudformation/cloudformation";
import { Deployment } from "./cloudformation/deployment";
import { StackSetStore } from "./cloudformation/stack-set-store";
import { eventBridgeService, newEventsState } from "./eventbridge";
import { iamService } from "./iam/iam";
import { IamStore } from "./iam/iam-store";
import { configService } from "./inventory/config";
import { InventoryStore } from "./inventory/inventory-store";
import { resourceExplorerService } from "./inventory/resource-explorer";
import { taggingService } from "./inventory/tagging";
import { kmsService, newKmsState } from "./kms";
import { admitPolicy } from "./organizations/admit-policy";
import { organizationsPager } from "./organizations/context";
import { Organization } from "./organizations/organization";
import { organizationsService } from "./organizations/organizations";
import { OrganizationsStore } from "./organizations/organizations-store";
import type { S3State } from "./s3";
import { s3Service } from "./s3";
import { newSnsState, snsService } from "./sns";
import { stsService } from "./sts";

const DEFAULT_ACCOUNT_ID = "111111111111";

interface Services {
  readonly state: AwsState;
  readonly services: readonly Service[];
  readonly credentials: CredentialStore;
}

/** Builds the state of every service and wires the services to each other. */
export function createServices(options: AwsDoubleOptions, clock: () => number): Services {
  const identifiers = new Identifiers();
  const now = (): Date => new Date(clock());
  const newTimeline = (): Timeline =>
    new Timeline(options.effectivePolicy ?? inheritLevels, clock, () => options.publicationDelay ?? 0);

  const organizations = new OrganizationsStore();
  const iam = new IamStore(identifiers, now, options.awsManagedPolicies);
  const backup = new BackupStore();
  const stackSets = new StackSetStore(organizations, identifiers, new Deployment(iam, backup, now));
  const [events, kms, sns] = [newEventsState(), newKmsState(), newSnsState()];
  const s3: S3State = new Map();
  const inventory = new InventoryStore();
  inventory.resources = options.resources ?? [];
  const addAccessRole = (accountId: string, roleName = "OrganizationAccountAccessRole"): void => {
    const managementAccountId = organizations.current?.identity.managementAccountId ?? "";
    iam.addRole(accountId, roleName, trustOf(`arn:aws:iam::${managementAccountId}:root`));
  };
  organizations.onEvent((event) => {
    if (event.kind === "created") {
      addAccessRole(event.account.id, event.roleName);
    }
  });

  if (options.seed !== undefined) {
    organizations.current = organizationOf(options.seed, newTimeline(), identifiers, now());
    for (const account of organizations.current.accounts.values()) {
      if (account.joinedMethod === "CREATED") {
        addAccessRole(account.id);
      }
    }
  }

  const managementAccountId = organizations.current?.identity.managementAccountId;
  const defaultAccountId = options.defaultAccountId ?? managementAccountId ?? DEFAULT_ACCOUNT_ID;
  const credentials = new CredentialStore(
    () => defaultAccountId,
    new Map(Object.entries(options.accessKeys ?? {})),
  );
  const services = [
    organizationsService(
      {
        store: organizations,
        identifiers,
        page: organizationsPager(options.pageSize ?? 20, options.emptyFirstPages ?? false),
        admitPolicy: options.admitPolicy ?? admitPolicy,
        entityPaths: options.entityPaths ?? true,
      },
      (identity) => new Organization(identity, newTimeline(), identifiers),
    ),
    stsService(credentials, iam),
    iamService(iam, options.simulate ?? (() => "allowed")),
    backupService(backup, organizations),
    cloudFormationService(stackSets, organizations, identifiers),
    eventBridgeService(events),
    kmsService(kms, identifiers),
    s3Service(s3),
    snsService(sns, identifiers),
    configService(inventory),
    resourceExplorerService(inventory, organizations),
    taggingService(inventory),
  ];
  const state = { organizations, iam, backup, stackSets, events, kms, s3, sns, inventory };
  return { state, services, credentials };
}

function trustOf(principalArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principalArn }, Action: "sts:AssumeRole" }],
  });
}
