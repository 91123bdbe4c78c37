import { Help } from "@commander-js/extra-typings";

/** What options and arguments share. */
interface Defaulted {
  readonly defaultValue?: unknown;
  readonly defaultValueDescription?: string | undefined;
}

/** For `configureHelp`: defaults and presets as a reader types them, and none for an empty list. */
export const READABLE_DEFAULTS: Partial<Help> = {
  optionDescription(option) {
    const { description, presetArg: preset } = option;
    const shown =
      typeof preset === "string"
        ? { description: `${description} (without a value: ${preset})`, presetArg: undefined }
        : {};
    return Help.prototype.optionDescription.call(this, changed(withReadableDefault(option), shown));
  },
  argumentDescription(argument) {
    return Help.prototype.argumentDescription.call(this, withReadableDefault(argument));
  },
};

function withReadableDefault<T extends Defaulted>(item: T): T {
  const { defaultValue: value, defaultValueDescription: words } = item;
  if (words !== undefined || !(typeof value === "string" || Array.isArray(value))) {
    return item;
  }
  const shown: Defaulted =
    value.length === 0
      ? { defaultValue: undefined }
      : { defaultValueDescription: typeof value === "string" ? value : value.join(", ") };
  return changed(item, shown);
}

function changed<T extends object>(item: T, shown: object): T {
  const copy = Object.create(Object.getPrototypeOf(item) as object) as T;
  return Object.assign(copy, item, shown);
}
