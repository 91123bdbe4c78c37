import type { Timetable } from "../../review/timetable";
import { scheduleText } from "../../render/schedule-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const scheduleAsText: Render<Timetable> = (result, target) =>
  scheduleText(result, textOptions(target));
