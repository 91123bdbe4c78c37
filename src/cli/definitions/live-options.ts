import type { Command } from "commander";

/** Adds the options that say which AWS, and as whom. */
export function withLiveOptions(command: Command): Command {
  return command
    .option("--profile <name>", "a profile of the AWS configuration (default: the SDK's own chain)")
    .option("--region <region>", "the Region of regional services")
    .option("--role-arn <arn>", "a role to assume first")
    .option("--endpoint-url <url>", "the address of every service, instead of AWS's own");
}

/** Adds `--live` as well, for commands that otherwise read an organization file. */
export function withLiveSource(command: Command): Command {
  return withLiveOptions(command.option("--live", "the organization: read it now, instead of --org"));
}
