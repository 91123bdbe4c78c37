import { SnsTopic, SnsTopicPolicy } from "./aws-bindings";
import type { Construct } from "./framework";
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
): NotificationTopic {
  if (existing !== undefined) {
    return { arn: existing, policy: undefined };
  }
  const topic = new SnsTopic(scope, "topic", { name: `backup-vault-${vaultName}` });
  const policy = new SnsTopicPolicy(scope, "topic-policy", {
    arn: topic.arn,
    policy: iamPolicyText(scope, [
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
