/** Matchers of jest for backup policies: importing this file adds them to `expect`. */
import { expect } from "@jest/globals";
import type { BackupMatchers } from "./backup-matchers";
import { matchers } from "./matchers";

export type { BackupMatchers } from "./backup-matchers";
export type { FindingOptions, RequirementOptions, SubjectOptions } from "./matcher-options";

/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace, @typescript-eslint/no-unused-vars --
   interfaces merge only with the type parameters that they have elsewhere */
declare global {
  // The types of @types/jest.
  namespace jest {
    interface Matchers<R, T> extends BackupMatchers<R> {}
  }
}

// The types of @jest/globals.
declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T> extends BackupMatchers<R> {}
}
/* eslint-enable */

expect.extend(matchers);
