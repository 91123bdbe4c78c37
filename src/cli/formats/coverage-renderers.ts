import { coverageJsonPieces } from "../../render/coverage-json";
import { coverageTextPieces } from "../../render/coverage-text";
import type { Coverage } from "../../review/coverage";
import type { GroupsToRender } from "./groups-to-render";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const coverageAsText: Render<GroupsToRender<Coverage>> = ({ result, all }, target) =>
  coverageTextPieces(result, { ...textOptions(target), all });

export const coverageAsJson: Render<GroupsToRender<Coverage>> = ({ result }) => coverageJsonPieces(result);
