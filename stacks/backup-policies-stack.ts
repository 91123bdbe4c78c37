import { BackupPolicy } from "../src/constructs";
import type { Construct } from "../src/constructs/framework";
import { BackupStack } from "./backup-stack";
import type { StacksConfig } from "./config";

/** The backup policies and where they are attached. */
export class BackupPoliciesStack extends BackupStack {
  constructor(scope: Construct, id: string, config: StacksConfig) {
    super(scope, id, config);
    for (const { name, description, content, targets } of config.policies) {
      new BackupPolicy(this, name, { name, description, content, targets });
    }
  }
}
