import type { Coverage } from "../../review/coverage";
import { coverageText } from "../../render/coverage-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const coverageAsText: Render<Coverage> = (result, target) => coverageText(result, textOptions(target));
