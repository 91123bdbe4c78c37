import type { VerifyResult } from "../../app/verify";
import { verifyJson } from "../../render/verify-json";
import { verifyMarkdown } from "../../render/verify-markdown";
import { verifyText } from "../../render/verify-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const verifyAsText: Render<VerifyResult> = ({ verification, policies }, target) =>
  verifyText(verification, policies, textOptions(target));

export const verifyAsMarkdown: Render<VerifyResult> = ({ verification, policies }) =>
  verifyMarkdown(verification, policies);

export const verifyAsJson: Render<VerifyResult> = ({ verification, policies }) =>
  verifyJson(verification, policies);
