/** A setting's value as AWS renders it: every scalar is a string. */
export type SettingValue = string | readonly string[];
