import type { ExplainResult } from "../../app/explain";
import { explainJson } from "../../render/explain-json";
import { explainText } from "../../render/explain-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const explainAsText: Render<ExplainResult> = (result, target) =>
  explainText(result.organization, result, textOptions(target));

export const explainAsJson: Render<ExplainResult> = (result) => explainJson(result.organization, result);
