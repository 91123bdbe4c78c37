import { LONGEST_LIFECYCLE_DAYS, LONGEST_WINDOW_MINUTES } from "../limits";
import { grouped } from "../../text/grouped";
import type { Occurrence } from "../validate/findings";
import { wholeNumber } from "../whole-number";
import type { AdviceRule } from "./advice-rule";

/** Numbers that pass AWS Organizations and exceed what AWS Backup documents. */
export const backupMaximum: AdviceRule = {
  id: "backup-maximum",
  severity: "warning",
  sentence: `Windows are at most ${grouped(LONGEST_WINDOW_MINUTES)} minutes and lifecycles at most ${grouped(LONGEST_LIFECYCLE_DAYS)} days; AWS Organizations does not check that.`,
  hint: "Lower the number to what AWS Backup allows.",
  concepts: ["rule", "lifecycle"],
  check: (view) => {
    const findings: Occurrence[] = [];
    view.children.forEach((child) => {
      const node = child?.kind === "setting" ? child.grammar.node : undefined;
      if (child?.kind !== "setting" || node?.kind !== "single" || node.value.type !== "integer") {
        return;
      }
      const { laterMaximum, unit } = node.value;
      if ((wholeNumber(child.text) ?? 0) > laterMaximum) {
        findings.push({
          message: `${child.grammar.place.key} is ${child.text ?? ""}; AWS Backup takes at most ${grouped(laterMaximum)} ${unit}, which AWS Organizations does not check.`,
          path: child.path(),
          offset: child.valueOffset,
          hint: `Write at most "${laterMaximum}".`,
        });
      }
    });
    return findings;
  },
};
