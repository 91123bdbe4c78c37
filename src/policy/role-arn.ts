import { parseArn } from "../text/arn";

/** The parts of an IAM role's ARN, as a policy writes them. */
export interface RoleArn {
  readonly partition: string;
  /** Twelve digits, or `$account` for the account itself. */
  readonly account: string;
  /** Path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly role: string;
}

const RESOURCE = "role/";

/** Undefined for everything that is not the ARN of an IAM role. */
export function parseRoleArn(text: string | undefined): RoleArn | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "iam" || !arn.resource.startsWith(RESOURCE) || arn.resource === RESOURCE) {
    return undefined;
  }
  return {
    partition: arn.partition,
    account: arn.accountId,
    role: arn.resource.slice(RESOURCE.length),
  };
}

/** The name of a role without its path: `Backup` for `service-role/Backup`. */
export function roleName(role: string): string {
  return role.slice(role.lastIndexOf("/") + 1);
}
