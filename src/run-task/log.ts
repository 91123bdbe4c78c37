/** One line of JSON for each event; what is secret never gets here. */
export type RunTaskLog = (
  level: "info" | "warn" | "error",
  event: string,
  fields?: Readonly<Record<string, string | number>>,
) => void;

export function jsonLog(write: (line: string) => void, now: () => Date): RunTaskLog {
  return (level, event, fields = {}) => {
    const shown = Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === "string" ? value.slice(0, 500) : value,
    ]);
    write(`${JSON.stringify({ time: now().toISOString(), level, event, ...Object.fromEntries(shown) })}\n`);
  };
}
