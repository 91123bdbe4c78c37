import type { Scoped } from "./scoped";
import type { BackupStore } from "./services/backup/backup-store";
import type { StackSetStore } from "./services/cloudformation/stack-set-store";
import type { EventsRegion } from "./services/eventbridge";
import type { IamStore } from "./services/iam/iam-store";
import type { InventoryStore } from "./services/inventory/inventory-store";
import type { KmsRegion } from "./services/kms";
import type { OrganizationsStore } from "./services/organizations/organizations-store";
import type { S3State } from "./services/s3";
import type { SnsRegion } from "./services/sns";

/** Everything the double remembers, for tests to look at and to prepare. */
export interface AwsState {
  readonly organizations: OrganizationsStore;
  readonly iam: IamStore;
  readonly backup: BackupStore;
  readonly stackSets: StackSetStore;
  readonly events: Scoped<EventsRegion>;
  readonly kms: Scoped<KmsRegion>;
  readonly s3: S3State;
  readonly sns: Scoped<SnsRegion>;
  readonly inventory: InventoryStore;
}
