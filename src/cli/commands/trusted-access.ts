import { isBackupTrusted, refusals } from "../../jobs/trusted-access";
import type { TrustedAccess, TrustedAccessChange } from "../../jobs/trusted-access";
import { OrgBackupError } from "../../org-backup-error";
import type { TrustedAccessOutcome } from "../../render/trusted-access-json";
import { changeText } from "../../render/trusted-access-text";
import type { LiveOptions } from "../../sources/live/live-options";
import type { ExitStatus, CliContext } from "../cli-context";
import { processInteraction } from "../interaction";
import type { Interaction } from "../interaction";
import { withLive } from "../live";
import type { OutputOptions } from "../formats/output";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import { textOptions } from "../formats/text-options";
import { outputsOf, writeOutputs } from "../formats/write-outputs";

export type TrustedAccessAction = "status" | TrustedAccessChange;

export interface TrustedAccessOptions extends OutputOptions<FormatOf<"trusted-access">>, LiveOptions {
  /** Do not ask. */
  readonly yes?: boolean;
  /** Terraform states or plans that may manage it. */
  readonly state?: readonly string[];
}

/** `org-backup trusted-access`: AWS Backup's trusted access, and what depends on it. */
export async function trustedAccess(
  action: TrustedAccessAction,
  options: TrustedAccessOptions,
  context: CliContext,
  interaction: Interaction = processInteraction(),
): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const { readTrustedAccess } = await import("../../sources/live/trusted-access-read.js");
  if (action === "status") {
    const access = await withLive(options, context, "trusted-access", ({ session, api }) =>
      readTrustedAccess(session, api),
    );
    await writeOutputs(outputs, FORMATS["trusted-access"], { access, outcome: undefined }, context);
    // Nothing is answered if it is not known.
    return isBackupTrusted(access) === undefined ? 1 : 0;
  }
  const { access, outcome } = await withLive(options, context, "trusted-access", async ({ session, api }) => {
    const before = await readTrustedAccess(session, api);
    const decided = await decide(action, before, options, context, interaction);
    if (decided.result !== "done") {
      return { access: before, outcome: decided };
    }
    // Loaded here and nowhere else: no other command can change anything.
    const { writeTrustedAccess } = await import("../../sources/live/trusted-access-write.js");
    await writeTrustedAccess(session, action);
    return { access: await readTrustedAccess(session, api), outcome: decided };
  });
  await writeOutputs(outputs, FORMATS["trusted-access"], { access, outcome }, context);
  return outcome.result === "refused" || outcome.result === "declined" ? 1 : 0;
}

async function decide(
  change: TrustedAccessChange,
  access: TrustedAccess,
  options: TrustedAccessOptions,
  context: CliContext,
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
  context.stderr(changeText(change, textOptions({ context, toFile: false })));
  if (options.yes === true) {
    return { change, result: "done", refusals: [] };
  }
  if (!interaction.interactive) {
    throw new OrgBackupError("usage", "There is no terminal to confirm on: add --yes.", {
      hint: "Read the consequences above first.",
    });
  }
  const answer = await interaction.ask(`Type ${change} to continue: `);
  return { change, result: answer.trim() === change ? "done" : "declined", refusals: [] };
}
