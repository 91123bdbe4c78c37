import type { Check } from "./check";
import { quoted } from "./quoted";

/** The name of a recovery point tag or plan tag equals its key, ignoring case; selections are free. */
export const checkTagName: Check = (view, { findings }) => {
  const key = view.setting("tag_key");
  if (key?.text === undefined || key.text.toLowerCase() === view.name.toLowerCase()) {
    return;
  }
  findings.refuse("tag-name", {
    message: `The tag named ${quoted(view.name)} has the tag_key ${quoted(key.text)}: name and key must be equal, ignoring case.`,
    path: key.path(),
    offset: key.valueOffset,
    // A key that is refused itself is not worth a name.
    hint: key.grammar.check(key.text) ? `Name it ${quoted(key.text)}.` : undefined,
  });
};
