import { scheduleJsonPieces } from "../../render/schedule-json";
import { scheduleTextPieces } from "../../render/schedule-text";
import type { Timetable } from "../../review/timetable";
import type { GroupsToRender } from "./groups-to-render";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const scheduleAsText: Render<GroupsToRender<Timetable>> = ({ result, all }, target) =>
  scheduleTextPieces(result, { ...textOptions(target), all });

export const scheduleAsJson: Render<GroupsToRender<Timetable>> = ({ result }) => scheduleJsonPieces(result);
