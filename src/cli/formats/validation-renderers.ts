import type { ValidatedFile } from "../../policy/validated-file";
import { validationText } from "../../render/validation-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const validationAsText: Render<readonly ValidatedFile[]> = (result, target) =>
  validationText(result, textOptions(target));
