import type { EffectiveResult } from "../../app/effective";
import { effectiveJsonPieces } from "../../render/effective-json";
import { effectiveText } from "../../render/effective-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const effectiveAsText: Render<EffectiveResult> = ({ policies, accounts }, target) =>
  effectiveText(policies, accounts, textOptions(target));

export const effectiveAsJson: Render<EffectiveResult> = ({ policies, accounts, refused }) =>
  effectiveJsonPieces(policies, accounts, refused);
