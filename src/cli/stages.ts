import type { CliContext } from "./cli-context";

/**
 * Says on a terminal what is going on, for work that may take seconds and that no count describes. The line
 * is gone when the work is done; files, pipes and `--quiet` get nothing.
 */
export class Stages {
  private isShown = false;

  constructor(private readonly host: CliContext) {}

  show(stage: string): void {
    if (this.host.progress === "terminal") {
      this.host.stderr(`\r\u001b[K${stage} ...`);
      this.isShown = true;
    }
  }

  clear(): void {
    if (this.isShown) {
      this.host.stderr("\r\u001b[K");
      this.isShown = false;
    }
  }
}
