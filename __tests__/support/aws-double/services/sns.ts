import { AwsError } from "../aws-error";
import type { Identifiers } from "../identifiers";
import type { Input } from "../input";
import { tagList } from "../input";
import { nextToken, pager } from "../paging";
import { QueryProtocol } from "../protocols/query";
import { Scoped } from "../scoped";
import type { Call, Operations, Service } from "../service";
import { queryErrors } from "./query-errors";

interface Topic {
  readonly arn: string;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
}

interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly attributes: Map<string, string>;
}

/** The topics and subscriptions of an account in a Region, by ARN. */
export interface SnsRegion {
  readonly topics: Map<string, Topic>;
  readonly subscriptions: Map<string, Subscription>;
}

export const newSnsState = (): Scoped<SnsRegion> =>
  new Scoped(() => ({ topics: new Map(), subscriptions: new Map() }));

const snsPage = pager({
  token: ["NextToken"],
  size: [],
  defaultSize: 100,
  next: nextToken,
  invalidToken: () => new AwsError("InvalidParameter", "Invalid parameter: NextToken"),
});

/** Amazon SNS: topics, their policies, subscriptions. Nothing is delivered. */
export function snsService(state: Scoped<SnsRegion>, identifiers: Identifiers): Service {
  return {
    signingName: "sns",
    actionPrefix: "sns",
    protocol: new QueryProtocol("http://sns.amazonaws.com/doc/2010-03-31/"),
    errors: {
      ...queryErrors,
      denied: (action, arn) =>
        new AwsError("AuthorizationError", `User: ${arn} is not authorized to perform: ${action}`, 403),
    },
    operations: { ...topicOperations(state), ...subscriptionOperations(state, identifiers) },
  };
}

function topicOperations(state: Scoped<SnsRegion>): Operations {
  return {
    CreateTopic: (input, call) => {
      const { accountId, region } = call.caller;
      const arn = `arn:aws:sns:${region}:${accountId}:${input.text("Name")}`;
      const { topics } = regionOf(state, call);
      if (!topics.has(arn)) {
        const defaults = {
          TopicArn: arn,
          Owner: accountId,
          DisplayName: "",
          Policy: defaultPolicy(arn, accountId),
          SubscriptionsConfirmed: "0",
          SubscriptionsDeleted: "0",
          SubscriptionsPending: "0",
        };
        const attributes = new Map([...Object.entries(defaults), ...input.textMap("Attributes")]);
        topics.set(arn, { arn, attributes, tags: new Map(input.tags()) });
      }
      return { TopicArn: arn };
    },

    GetTopicAttributes: (input, call) => ({ Attributes: findTopic(state, input, call).attributes }),

    SetTopicAttributes: (input, call) => {
      const value = input.optionalText("AttributeValue") ?? "";
      findTopic(state, input, call).attributes.set(input.text("AttributeName"), value);
    },

    DeleteTopic: (input, call) => {
      regionOf(state, call).topics.delete(input.text("TopicArn"));
    },

    ListTopics: (input, call) =>
      snsPage(input, "ListTopics", "Topics", [...regionOf(state, call).topics.keys()], (TopicArn) => ({
        TopicArn,
      })),

    ListTagsForResource: (input, call) => ({
      Tags: tagList(findTopic(state, input, call, "ResourceArn").tags),
    }),

    TagResource: (input, call) => {
      const { tags } = findTopic(state, input, call, "ResourceArn");
      for (const [key, value] of input.tags()) {
        tags.set(key, value);
      }
      return {};
    },

    UntagResource: (input, call) => {
      const { tags } = findTopic(state, input, call, "ResourceArn");
      for (const key of input.texts("TagKeys")) {
        tags.delete(key);
      }
      return {};
    },
  };
}

function subscriptionOperations(state: Scoped<SnsRegion>, identifiers: Identifiers): Operations {
  return {
    Subscribe: (input, call) => {
      const topic = findTopic(state, input, call);
      const arn = `${topic.arn}:${identifiers.uuid()}`;
      const attributes = new Map([
        ["SubscriptionArn", arn],
        ["TopicArn", topic.arn],
        ["Owner", call.caller.accountId],
        ["Protocol", input.text("Protocol")],
        ["Endpoint", input.optionalText("Endpoint") ?? ""],
        ["ConfirmationWasAuthenticated", "true"],
        ["PendingConfirmation", "false"],
        ["RawMessageDelivery", "false"],
        ...input.textMap("Attributes"),
      ]);
      regionOf(state, call).subscriptions.set(arn, { arn, topicArn: topic.arn, attributes });
      return { SubscriptionArn: arn };
    },

    Unsubscribe: (input, call) => {
      regionOf(state, call).subscriptions.delete(input.text("SubscriptionArn"));
    },

    GetSubscriptionAttributes: (input, call) => ({
      Attributes: findSubscription(state, input, call).attributes,
    }),

    SetSubscriptionAttributes: (input, call) => {
      const value = input.optionalText("AttributeValue") ?? "";
      findSubscription(state, input, call).attributes.set(input.text("AttributeName"), value);
    },

    ListSubscriptions: (input, call) =>
      snsPage(
        input,
        "ListSubscriptions",
        "Subscriptions",
        [...regionOf(state, call).subscriptions.values()],
        showSubscription,
      ),

    ListSubscriptionsByTopic: (input, call) => {
      const topic = findTopic(state, input, call);
      const all = [...regionOf(state, call).subscriptions.values()];
      const list = `ListSubscriptionsByTopic/${topic.arn}`;
      return snsPage(
        input,
        list,
        "Subscriptions",
        all.filter(({ topicArn }) => topicArn === topic.arn),
        showSubscription,
      );
    },
  };
}

function regionOf(state: Scoped<SnsRegion>, call: Call): SnsRegion {
  return state.in(call.caller.accountId, call.caller.region);
}

function findTopic(state: Scoped<SnsRegion>, input: Input, call: Call, parameter = "TopicArn"): Topic {
  const topic = regionOf(state, call).topics.get(input.text(parameter));
  if (topic === undefined) {
    throw parameter === "ResourceArn"
      ? new AwsError("ResourceNotFound", "Resource does not exist", 404)
      : new AwsError("NotFound", "Topic does not exist", 404);
  }
  return topic;
}

function findSubscription(state: Scoped<SnsRegion>, input: Input, call: Call): Subscription {
  const subscription = regionOf(state, call).subscriptions.get(input.text("SubscriptionArn"));
  if (subscription === undefined) {
    throw new AwsError("NotFound", "Subscription does not exist", 404);
  }
  return subscription;
}

function showSubscription({ arn, topicArn, attributes }: Subscription): object {
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Owner: attributes.get("Owner"),
    Protocol: attributes.get("Protocol"),
    Endpoint: attributes.get("Endpoint"),
  };
}

function defaultPolicy(topicArn: string, accountId: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:Subscribe", "SNS:Publish"],
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
      },
    ],
  });
}
