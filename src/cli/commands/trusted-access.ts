import { isBackupTrusted, refusals } from "../../jobs/trusted-access";
import type { TrustedAccess, TrustedAccessChange } from "../../jobs/trusted-access";
import { OrgBackupError } from "../../org-backup-error";
import { trustedAccessJson } from "../../render/trusted-access-json";
import type { TrustedAccessOutcome } from "../../render/trusted-access-json";
import { changeText, refusalText, trustedAccessText } from "../../render/trusted-access-text";
import type { LiveOptions } from "../../sources/live/live-options";
import { didYouMeanSentence } from "../../text/did-you-mean";
import type { ExitStatus, CliContext } from "../cli-context";
import { processInteraction } from "../interaction";
import type { Interaction } from "../interaction";
import { withLive } from "../live";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";

export interface TrustedAccessOptions extends OutputOptions, LiveOptions {
  /** Do not ask. */
  readonly yes?: boolean;
  /** Terraform states or plans that may manage it. */
  readonly state?: readonly string[];
}

const ACTIONS = ["status", "enable", "disable"] as const;

/** `org-backup trusted-access`: AWS Backup's trusted access, and what hangs on it. */
export async function trustedAccess(
  action: string,
  options: TrustedAccessOptions,
  host: CliContext,
  interaction: Interaction = processInteraction(),
): Promise<ExitStatus> {
  const outputs = outputsOf(options, ["text", "json"]);
  const asked = actionOf(action);
  const { readTrustedAccess } = await import("../../sources/live/trusted-access-read.js");
  if (asked === "status") {
    const access = await withLive(options, host, "trusted-access", ({ session, api }) =>
      readTrustedAccess(session, api),
    );
    writeOutputs(outputs, host, (format, toFile) =>
      format === "json" ? trustedAccessJson(access) : trustedAccessText(access, textOptions(host, toFile)),
    );
    return 0;
  }
  const { access, outcome } = await withLive(options, host, "trusted-access", async ({ session, api }) => {
    const before = await readTrustedAccess(session, api);
    const decided = await decide(asked, before, options, host, interaction);
    if (decided.result !== "done") {
      return { access: before, outcome: decided };
    }
    // Loaded here and nowhere else: no other command can change anything.
    const { writeTrustedAccess } = await import("../../sources/live/trusted-access-write.js");
    await writeTrustedAccess(session, asked);
    return { access: await readTrustedAccess(session, api), outcome: decided };
  });
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json" ? trustedAccessJson(access, outcome) : said(outcome, host, toFile),
  );
  return outcome.result === "refused" || outcome.result === "declined" ? 1 : 0;
}

async function decide(
  change: TrustedAccessChange,
  access: TrustedAccess,
  options: TrustedAccessOptions,
  host: CliContext,
  interaction: Interaction,
): Promise<TrustedAccessOutcome> {
  const { readTrustedAccessManagers } = await import("../../sources/live/trusted-access-terraform.js");
  const managers = (options.state ?? []).flatMap(readTrustedAccessManagers);
  if (isBackupTrusted(access) === (change === "enable")) {
    return { change, result: "unchanged", refusals: [] };
  }
  const against = refusals(change, access, managers);
  if (against.length > 0) {
    return { change, result: "refused", refusals: against };
  }
  host.stderr(changeText(change, textOptions(host, false)));
  if (options.yes === true) {
    return { change, result: "done", refusals: [] };
  }
  if (!interaction.interactive) {
    throw new OrgBackupError("usage", "There is no terminal to ask on: --yes says yes beforehand.", {
      hint: "Look at the consequences above first.",
    });
  }
  const answer = await interaction.ask(`Type ${change} to go on: `);
  return { change, result: answer.trim() === change ? "done" : "declined", refusals: [] };
}

function said(
  { change, result, refusals: against }: TrustedAccessOutcome,
  host: CliContext,
  toFile: boolean,
): string {
  switch (result) {
    case "done":
      return `Trusted access for AWS Backup is ${change}d.\n`;
    case "unchanged":
      return `Trusted access for AWS Backup is ${change}d already: nothing to do.\n`;
    case "declined":
      return "Nothing was changed.\n";
    case "refused":
      return refusalText(change, against, textOptions(host, toFile));
  }
}

function actionOf(text: string): (typeof ACTIONS)[number] {
  const found = ACTIONS.find((action) => action === text);
  if (found === undefined) {
    throw new OrgBackupError(
      "usage",
      `Trusted access has status, enable and disable, found ${JSON.stringify(text)}.${didYouMeanSentence(text, ACTIONS)}`,
    );
  }
  return found;
}
