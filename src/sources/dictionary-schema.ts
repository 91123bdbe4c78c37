import { pipe, rawTransform, safeParse, unknown } from "valibot";
import type { GenericSchema } from "valibot";

/**
 * An object with keys of any name. `v.record` silently drops the keys `__proto__`, `prototype` and `constructor`,
 * which are tags and names like any other.
 */
export function dictionary<T>(value: GenericSchema<T>): GenericSchema<unknown, Readonly<Record<string, T>>> {
  return pipe(
    unknown(),
    rawTransform(({ dataset, addIssue, NEVER }) => {
      const input = dataset.value;
      if (typeof input !== "object" || input === null || Array.isArray(input)) {
        addIssue({ message: `must be an object, found ${found(input)}` });
        return NEVER;
      }
      const entries = Object.entries(input).map(([key, item]: [string, unknown]) => {
        const parsed = safeParse(value, item);
        if (parsed.success) {
          return [key, parsed.output] as const;
        }
        const [{ expected, message }] = parsed.issues;
        addIssue({
          message: expected === "string" ? `must be a string, found ${found(item)}` : message,
          path: [
            { type: "object", origin: "value", input: input as Record<string, unknown>, key, value: item },
          ],
        });
        return [key, item as T] as const;
      });
      // Defines each key, `__proto__` too, where an assignment would not.
      return Object.fromEntries(entries);
    }),
  );
}

function found(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? "Array"
      : typeof value === "object" && value !== null
        ? "Object"
        : String(value);
}
