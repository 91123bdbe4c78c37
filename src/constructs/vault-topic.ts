import { SnsTopic, SnsTopicPolicy } from "./aws-bindings";
import type { Construct, TerraformProvider } from "./framework";
import { iamPolicyText } from "./iam-document";

/** A topic that AWS Backup may publish to, with the policy that says so where it is new. */
export interface NotificationTopic {
  readonly arn: string;
  readonly policy: SnsTopicPolicy | undefined;
}

export function notificationTopic(
  scope: Construct,
  vaultName: string,
  existing: string | undefined,
  provider: TerraformProvider | undefined,
): NotificationTopic {
  if (existing !== undefined) {
    return { arn: existing, policy: undefined };
  }
  const common = provider === undefined ? {} : { provider };
  const topic = new SnsTopic(scope, "topic", { ...common, name: `backup-vault-${vaultName}` });
  const policy = new SnsTopicPolicy(scope, "topic-policy", {
    ...common,
    arn: topic.arn,
    policy: iamPolicyText([
      {
        Sid: "AwsBackupPublishes",
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic.arn,
      },
    ]),
  });
  return { arn: topic.arn, policy };
}
