import { trustedAccessJson } from "../../render/trusted-access-json";
import { outcomeText, trustedAccessText } from "../../render/trusted-access-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";
import type { TrustedAccessResult } from "./trusted-access-result";

export const trustedAccessAsText: Render<TrustedAccessResult> = ({ access, outcome }, target) =>
  outcome === undefined
    ? trustedAccessText(access, textOptions(target))
    : outcomeText(outcome, textOptions(target));

export const trustedAccessAsJson: Render<TrustedAccessResult> = ({ access, outcome }) =>
  trustedAccessJson(access, outcome);
