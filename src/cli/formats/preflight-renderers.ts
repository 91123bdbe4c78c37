import type { PreflightCheck } from "../../review/preflight/preflight-check";
import { preflightText } from "../../render/preflight-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const preflightAsText: Render<readonly PreflightCheck[]> = (result, target) =>
  preflightText(result, textOptions(target));
