import { didYouMeanSentence } from "../../text/did-you-mean";
import { ALL_REGIONS, partitionOf, REGIONS_AS_OF } from "../regions";
import { quoted } from "../validate/quoted";
import type { AdviceRule } from "./advice-rule";

/** A Region that opened later, one in which AWS Backup has no policies, or a typing mistake. */
export const unlistedRegion: AdviceRule = {
  id: "unlisted-region",
  severity: "warning",
  sentence: `A Region is not among those with an endpoint of AWS Backup on ${REGIONS_AS_OF}; whether AWS accepts it is not recorded.`,
  hint: "Check the code, and that AWS Backup policies are available in the Region.",
  concepts: ["plan"],
  check: (plan) => {
    const regions = plan.setting("regions");
    if (regions === undefined) {
      return undefined;
    }
    const unlisted = [...new Set(regions.kept)].filter(
      (region) => partitionOf(region) === undefined && regions.grammar.check(region),
    );
    return unlisted.map((region) => {
      const meant = didYouMeanSentence(region, ALL_REGIONS).trim();
      return {
        message: `${quoted(region)} is not among the Regions known on ${REGIONS_AS_OF}. Whether AWS accepts it is not recorded.`,
        path: regions.path(),
        offset: regions.valueOffset,
        ...(meant === ""
          ? {}
          : { hint: `${meant} Otherwise check that backup policies are available there.` }),
      };
    });
  },
};
