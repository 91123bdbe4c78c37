import { parseSchedule } from "../../policy/schedule";
import { template } from "./template";
import type { Template } from "./template";

/** A schedule in words; what is not a schedule is shown as written. */
export function scheduleTemplate(expression: string): Template {
  const parsed = parseSchedule(expression);
  return parsed.ok ? [parsed.schedule.words()] : template`${expression}`;
}
