import { Option } from "@commander-js/extra-typings";
import { timeOfAt } from "../parse-time";
import { commaSeparated, namesWithCommas, positiveSeconds, repeatable } from "./parsers";

// Every flag that several commands share, defined once.

export const orgFlag = new Option("--org <file>", "the organization: an organization file");
export const liveFlag = new Option("--live", "the organization: read it now, instead of --org");

export const profileFlag = new Option(
  "--profile <name>",
  "a profile of the AWS configuration (default: the SDK's own chain)",
);
export const regionFlag = new Option("--region <region>", "the Region of regional services");
export const roleArnFlag = new Option("--role-arn <arn>", "a role to assume first");
export const endpointUrlFlag = new Option(
  "--endpoint-url <url>",
  "the address of every service, instead of AWS's own",
);

export const requestTimeoutFlag = new Option(
  "--request-timeout <seconds>",
  "the time limit for each request to AWS (default: 60)",
).argParser(positiveSeconds("--request-timeout"));
export const deadlineFlag = new Option(
  "--deadline <seconds>",
  "the time limit for the whole command (default: none)",
).argParser(positiveSeconds("--deadline"));

export const planFlag = new Option(
  "--plan <file>",
  "JSON of a Terraform or OpenTofu plan, - for standard input; repeatable",
).argParser(repeatable);

export const accountFlag = new Option(
  "--account <account>",
  "only these accounts, by id or name; repeatable and comma-separated",
).argParser(namesWithCommas);

export const allGroupsFlag = new Option(
  "--all",
  "show every group of accounts in text (default: the worst 50)",
);

export const memberRoleNameFlag = new Option(
  "--member-role-name <name>",
  "the role to assume in member accounts, to look at their roles and vaults",
);

export const resourceTypesFlag = new Option(
  "--resource-types <type>",
  "the resource types that the organization uses, such as ebs or aurora, for guardrails; repeatable and comma-separated",
).argParser(commaSeparated);

export const resourcesFlag = new Option(
  "--resources <file>",
  "a resource inventory: JSON, JSON lines or CSV, - for standard input; repeatable",
).argParser(repeatable);

export const atFlag = new Option("--at <time>", "the time to compute for, ISO 8601 (default: now)").argParser(
  timeOfAt,
);

export const failOnFlag = new Option(
  "--fail-on <severity or rule>",
  "end with status 2 at this severity (none, notice, warning, error) or for this rule; repeatable and comma-separated (default: error)",
).argParser(commaSeparated);
