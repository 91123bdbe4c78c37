// What stands above everything else: the headline, the numbers, what changes in the organization.
import { byId, el } from "./dom.js";
import { model } from "./model.js";

export function drawMasthead() {
  const { headline, counts, notes, organizationChanges } = model.masthead;
  document.querySelector("h1")?.replaceChildren(headline);
  byId("counts").replaceChildren(
    ...counts.flatMap(({ words, severity }, index) => [
      index === 0 ? "" : " · ",
      severity === "" ? words : el("strong", { class: severity }, words),
    ]),
  );
  byId("notes").replaceChildren(...notes.map(({ kind, words }) => el("p", { class: kind }, words)));
  byId("organization-changes").replaceChildren(
    ...(organizationChanges.length === 0
      ? []
      : [
          el(
            "ul",
            { class: "organization-changes", "aria-label": "Policies and organization" },
            ...organizationChanges.map(({ sign, words }) =>
              el(
                "li",
                { class: { "+": "added", "-": "removed", "~": "changed" }[sign] },
                el("span", { class: "edit-sign" }, sign),
                " ",
                el("span", { class: "edit-what" }, words),
              ),
            ),
          ),
        ]),
  );
}
