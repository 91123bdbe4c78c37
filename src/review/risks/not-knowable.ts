import { accountsInheriting } from "../accounts-inheriting";
import type { Risk } from "./risk";

export const notKnowable: Risk = {
  id: "not-knowable",
  severity: "warning",
  sentence: "Something is decided only during apply, so that its effect cannot be told before.",
  hint: "Use values that are known at plan time, or apply what they depend on first.",
  find: ({ after: { organization }, change }) => [
    ...(change.unresolved ?? []).map(({ origin, message }) => ({
      message: `${origin}: ${message}`,
      accounts: [],
      policies: [],
      path: "",
    })),
    ...organization.policies.flatMap(({ id, name, content }) =>
      content.kind === "known"
        ? []
        : [
            {
              message: `The content of ${JSON.stringify(name)} holds ${content.reference}, which is known only after apply.`,
              accounts: accountsInheriting(organization, id),
              policies: [id],
              path: "",
            },
          ],
    ),
  ],
};
