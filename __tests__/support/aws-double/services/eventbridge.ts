import { AwsError } from "../aws-error";
import type { Input } from "../input";
import { tagList } from "../input";
import { nextToken, pager } from "../paging";
import { Json11Protocol } from "../protocols/json-1-1";
import { Scoped } from "../scoped";
import type { Call, Operations, Service } from "../service";
import { jsonErrors } from "./json-errors";

interface Rule {
  readonly name: string;
  readonly arn: string;
  settings: Readonly<Record<string, unknown>>;
  state: string;
  readonly tags: Map<string, string>;
  /** By target id. */
  readonly targets: Map<string, Readonly<Record<string, unknown>>>;
}

/** The rules of an account in a Region, by event bus and name. */
export type EventsRegion = Map<string, Rule>;

export const newEventsState = (): Scoped<EventsRegion> => new Scoped(() => new Map<string, Rule>());

const eventsPage = pager({
  token: ["NextToken"],
  size: ["Limit"],
  defaultSize: 100,
  next: nextToken,
  invalidToken: () => new AwsError("ValidationException", "The NextToken is not valid."),
});

/** Amazon EventBridge: rules and targets. No event ever comes. */
export function eventBridgeService(state: Scoped<EventsRegion>): Service {
  return {
    signingName: "events",
    actionPrefix: "events",
    protocol: new Json11Protocol("AWSEvents"),
    errors: jsonErrors,
    operations: { ...ruleOperations(state), ...targetOperations(state), ...tagOperations(state) },
  };
}

function ruleOperations(state: Scoped<EventsRegion>): Operations {
  return {
    DescribeEventBus: (input, call) => {
      const name = input.optionalText("Name") ?? "default";
      const { accountId, region } = call.caller;
      return { Name: name, Arn: `arn:aws:events:${region}:${accountId}:event-bus/${name}` };
    },

    PutRule: (input, call) => {
      const name = input.text("Name");
      const bus = busOf(input);
      const { accountId, region } = call.caller;
      const rules = rulesOf(state, call);
      const key = `${bus}/${name}`;
      const rule: Rule = rules.get(key) ?? {
        name,
        arn: `arn:aws:events:${region}:${accountId}:rule/${bus === "default" ? "" : `${bus}/`}${name}`,
        settings: {},
        state: "ENABLED",
        tags: new Map(input.tags()),
        targets: new Map(),
      };
      const names = ["EventPattern", "ScheduleExpression", "Description", "RoleArn"];
      rule.settings = {
        EventBusName: bus,
        ...Object.fromEntries(
          names.filter((member) => input.has(member)).map((member) => [member, input.values[member]]),
        ),
      };
      rule.state = input.optionalText("State") ?? rule.state;
      rules.set(key, rule);
      return { RuleArn: rule.arn };
    },

    DescribeRule: (input, call) => show(findRule(state, input, call, "Name")),

    ListRules: (input, call) => {
      const prefix = input.optionalText("NamePrefix") ?? "";
      const bus = busOf(input);
      const rules = [...rulesOf(state, call)]
        .filter(([key, rule]) => key === `${bus}/${rule.name}` && rule.name.startsWith(prefix))
        .map(([, rule]) => rule);
      return eventsPage(input, `ListRules/${bus}/${prefix}`, "Rules", rules, show);
    },

    EnableRule: (input, call) => {
      findRule(state, input, call, "Name").state = "ENABLED";
    },

    DisableRule: (input, call) => {
      findRule(state, input, call, "Name").state = "DISABLED";
    },

    DeleteRule: (input, call) => {
      const key = `${busOf(input)}/${input.text("Name")}`;
      const rules = rulesOf(state, call);
      if ((rules.get(key)?.targets.size ?? 0) > 0) {
        throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
      }
      rules.delete(key);
    },
  };
}

function targetOperations(state: Scoped<EventsRegion>): Operations {
  return {
    PutTargets: (input, call) => {
      const { targets } = findRule(state, input, call, "Rule");
      for (const target of input.objects("Targets")) {
        targets.set(target.text("Id"), target.values);
      }
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    RemoveTargets: (input, call) => {
      const { targets } = findRule(state, input, call, "Rule");
      for (const id of input.texts("Ids")) {
        targets.delete(id);
      }
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    ListTargetsByRule: (input, call) => {
      const rule = findRule(state, input, call, "Rule");
      const list = `ListTargetsByRule/${rule.arn}`;
      return eventsPage(input, list, "Targets", [...rule.targets.values()], (target) => target);
    },
  };
}

function tagOperations(state: Scoped<EventsRegion>): Operations {
  const tagged = (input: Input, call: Call): Map<string, string> => {
    const arn = input.text("ResourceARN");
    const rule = [...rulesOf(state, call).values()].find((candidate) => candidate.arn === arn);
    if (rule === undefined) {
      throw new AwsError("ResourceNotFoundException", `Resource ${arn} does not exist.`);
    }
    return rule.tags;
  };
  return {
    ListTagsForResource: (input, call) => ({ Tags: tagList(tagged(input, call)) }),

    TagResource: (input, call) => {
      const tags = tagged(input, call);
      for (const [key, value] of input.tags()) {
        tags.set(key, value);
      }
      return {};
    },

    UntagResource: (input, call) => {
      const tags = tagged(input, call);
      for (const key of input.texts("TagKeys")) {
        tags.delete(key);
      }
      return {};
    },
  };
}

function rulesOf(state: Scoped<EventsRegion>, call: Call): EventsRegion {
  return state.in(call.caller.accountId, call.caller.region);
}

/** By name, or the last part of an ARN. */
function busOf(input: Input): string {
  return (input.optionalText("EventBusName") ?? "default").split("/").at(-1) ?? "default";
}

function findRule(state: Scoped<EventsRegion>, input: Input, call: Call, parameter: string): Rule {
  const name = input.text(parameter);
  const rule = rulesOf(state, call).get(`${busOf(input)}/${name}`);
  if (rule === undefined) {
    throw new AwsError(
      "ResourceNotFoundException",
      `Rule ${name} does not exist on EventBus ${busOf(input)}.`,
    );
  }
  return rule;
}

function show(rule: Rule): object {
  return { ...rule.settings, Name: rule.name, Arn: rule.arn, State: rule.state };
}
