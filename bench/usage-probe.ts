import { writeSync } from "node:fs";

/** Loaded before a measured program: tells its processor time in milliseconds and its peak memory in MB at the end. */
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, `${(user + system) / 1000} ${process.resourceUsage().maxRSS / 1000}`);
});
