import type { Finding } from "../text/finding";
import type { ChangeOutcome } from "./change-outcome";

/** The place of a finding about the organization's settings. */
export function settingsPosition({ declared }: ChangeOutcome): Pick<Finding, "position"> {
  return declared?.settingsOrigin === undefined ? {} : { position: { where: declared.settingsOrigin } };
}
