import * as v from "valibot";
import { SEVERITIES } from "../../text/severity";
import { PRESETS } from "../../review/guardrails/presets";

const text = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const texts = v.pipe(v.array(text), v.minLength(1, "must hold something, or be left out"));
const days = v.pipe(
  v.number(),
  v.integer("must be a whole number of days"),
  v.minValue(1, "must be 1 day or more"),
);

const accounts = v.pipe(
  v.strictObject({
    under: v.optional(
      v.pipe(
        texts,
        v.description("Paths or ids of OUs, `Root/Production` for instance; everything below them is meant."),
      ),
    ),
    names: v.optional(
      v.pipe(
        texts,
        v.description("Names or ids of accounts; `*` stands for any text, `?` for one character."),
      ),
    ),
    except: v.optional(
      v.pipe(texts, v.description("Names or ids of accounts that are not meant; patterns as above.")),
    ),
  }),
  v.description("Which accounts are meant. Without it all of them; closed and suspended accounts never are."),
);

const demands = v.pipe(
  v.strictObject({
    minimumRetentionDays: v.optional(
      v.pipe(days, v.description("Recovery points are kept at least this many days.")),
    ),
    maximumGapHours: v.optional(
      v.pipe(
        v.number(),
        v.finite("must be a finite number of hours"),
        v.minValue(1, "must be 1 hour or more"),
        v.description("At most this many hours pass between two backups, at any time of the schedule."),
      ),
    ),
    copyToAnotherRegion: v.optional(
      v.pipe(
        v.literal(true),
        v.description("Recovery points of every Region of the plan are copied to another Region."),
      ),
    ),
    copyToAnotherAccount: v.optional(
      v.pipe(v.literal(true), v.description("Recovery points are copied to another account.")),
    ),
    minimumCopyRetentionDays: v.optional(
      v.pipe(days, v.description("A copy is kept at least this many days.")),
    ),
    vaults: v.optional(
      v.pipe(texts, v.description("Names of vaults that recovery points go to; patterns are allowed.")),
    ),
    vaultLock: v.optional(
      v.pipe(v.literal(true), v.description("The vault is locked in the code that the review is given.")),
    ),
    continuousBackup: v.optional(v.pipe(v.literal(true), v.description("Continuous backup is on."))),
    regions: v.optional(
      v.pipe(texts, v.description("Rules that meet all of the above run in each of these Regions.")),
    ),
    resourceTypes: v.optional(
      v.pipe(
        texts,
        v.description(
          "Rules that meet all of the above select each of these, and AWS Backup can do it for them: `*`, a service such as `rds`, a type such as `aurora`, or a pattern as policies write it. A tag selection counts for every type.",
        ),
      ),
    ),
    published: v.optional(
      v.pipe(
        v.literal(true),
        v.description(
          "AWS publishes an effective policy for the account: a policy applies, and the merged one is valid.",
        ),
      ),
    ),
  }),
  v.description("What one rule must offer, all of it at once."),
);

const resources = v.pipe(
  v.strictObject({
    types: v.optional(
      v.pipe(texts, v.description("Only resources of these types; words as in `resourceTypes`.")),
    ),
    tag: v.optional(
      v.pipe(
        v.strictObject({ key: text, value: v.optional(v.string()) }),
        v.description("Only resources with this tag; with any value of it if none is named."),
      ),
    ),
  }),
  v.description(
    "Every such resource of the inventory that the review is given (`--resources`) is selected by a plan.",
  ),
);

const severity = v.pipe(
  v.picklist(SEVERITIES),
  v.description("How much a violation weighs; `error` where nothing is said."),
);

/** The guardrails file, version 1: what an organization requires of its backups, and what it has accepted. */
export const guardrailsSchema = v.strictObject({
  version: v.pipe(v.literal(1), v.description("The version of this format.")),
  presets: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          preset: v.picklist(PRESETS.map(({ id }) => id)),
          accounts: v.optional(accounts),
          severity: v.optional(severity),
        }),
      ),
      v.description("Requirements that a published control states."),
    ),
  ),
  requirements: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          id: v.pipe(text, v.description("A short name for messages; no other requirement has it.")),
          description: v.optional(
            v.pipe(text, v.description("Why the requirement is there, shown with a violation.")),
          ),
          severity: v.optional(severity),
          accounts: v.optional(accounts),
          plans: v.optional(
            v.pipe(
              texts,
              v.description(
                "Only plans with such names count; patterns are allowed. Names are in lower case.",
              ),
            ),
          ),
          require: v.optional(demands),
          resources: v.optional(resources),
        }),
      ),
      v.description("The organization's own requirements."),
    ),
  ),
  acknowledgements: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          rule: v.pipe(text, v.description("The rule of the finding: `retention-shortened` for instance.")),
          accounts: v.optional(accounts),
          policies: v.optional(
            v.pipe(
              texts,
              v.description("Names of policies, `*` and `?` allowed: the finding has to name one."),
            ),
          ),
          path: v.optional(v.pipe(text, v.description("The place in the policy, or the beginning of it."))),
          reason: v.pipe(text, v.description("Why the finding is accepted. It is shown with the finding.")),
          expires: v.optional(
            v.pipe(
              v.string(),
              v.isoDate("must be a date such as 2027-01-31"),
              v.description("The last day on which the acknowledgement counts, in UTC."),
            ),
          ),
        }),
      ),
      v.description("Accepted findings. They are shown as acknowledged and do not fail a run."),
    ),
  ),
});

export type GuardrailsFile = v.InferOutput<typeof guardrailsSchema>;
