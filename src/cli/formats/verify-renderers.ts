import type { VerifyResult } from "../../app/verify";
import { verifyJson } from "../../render/verify-json";
import { verifyText } from "../../render/verify-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const verifyAsText: Render<VerifyResult> = ({ verification, policies }, target) =>
  verifyText(verification, policies, textOptions(target));

export const verifyAsJson: Render<VerifyResult> = ({ verification, policies }) =>
  verifyJson(verification, policies);
