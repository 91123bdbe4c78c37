import {
  CloudwatchEventRule,
  CloudwatchEventTarget,
  SnsTopic,
  SnsTopicPolicy,
  SnsTopicSubscription,
} from "../aws-bindings";
import type { Construct } from "../framework";
import { iamPolicyText } from "../iam-document";
import { escapeTemplate } from "../terraform-text";

export interface FailedJobsProps {
  readonly ruleName: string;
  readonly topicArn: string | undefined;
  readonly emailAddresses: readonly string[];
}

const FAILED = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"];

/** Backup and copy jobs say `state`, restore jobs `status`. */
const pattern = {
  source: ["aws.backup"],
  "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
  detail: { $or: [{ state: FAILED }, { status: FAILED }] },
};

/** Publishes failed jobs of the account and Region to a topic, and returns the topic's ARN. */
export function failedJobs(scope: Construct, props: FailedJobsProps): string {
  const rule = new CloudwatchEventRule(scope, "failed-jobs", {
    name: props.ruleName,
    description: "Backup, copy and restore jobs that did not succeed",
    eventPattern: escapeTemplate(JSON.stringify(pattern)),
  });
  const topicArn = props.topicArn ?? ownTopic(scope, props.ruleName, rule);
  props.emailAddresses.forEach((endpoint, index) => {
    new SnsTopicSubscription(scope, `email-${index + 1}`, { topicArn, protocol: "email", endpoint });
  });
  new CloudwatchEventTarget(scope, "failed-jobs-target", { rule: rule.name, arn: topicArn });
  return topicArn;
}

function ownTopic(scope: Construct, name: string, rule: CloudwatchEventRule): string {
  const topic = new SnsTopic(scope, "topic", { name });
  new SnsTopicPolicy(scope, "topic-policy", {
    arn: topic.arn,
    policy: iamPolicyText(scope, [
      {
        Sid: "EventBridgePublishes",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic.arn,
        Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
      },
    ]),
  });
  return topic.arn;
}
