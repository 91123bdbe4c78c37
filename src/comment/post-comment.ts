import { OrgBackupError } from "../org-backup-error";
import type { CommentService, ExistingComment } from "./comment-service";
import { withMarker } from "./marker";
import { grouped } from "../text/grouped";

/** What becomes of the comment that is there. */
export const BEHAVIORS = ["update", "new", "hide-and-new", "delete-and-new"] as const;
export type Behavior = (typeof BEHAVIORS)[number];

export interface CommentRequest {
  readonly body: string;
  readonly marker: string;
  readonly behavior: Behavior;
  /** Then there is no comment to be: the one that is there goes. */
  readonly nothingChanged: boolean;
  /** Looks, and writes nothing. */
  readonly dryRun: boolean;
}

/** One thing that was done, or would be. */
export interface CommentStep {
  readonly action: "create" | "update" | "keep" | "delete" | "hide";
  /** Of the comment; empty where it does not exist yet. */
  readonly url: string;
}

/**
 * Brings the comments of a pull request into the wanted state. What is new is written before what is old
 * goes, so that a failure in between leaves a comment.
 *
 * @throws OrgBackupError (`input`) where the body is longer than the service takes
 */
export async function postComment(
  service: CommentService,
  request: CommentRequest,
): Promise<readonly CommentStep[]> {
  const { marker, behavior, nothingChanged } = request;
  const body = withMarker(request.body, marker);
  if (!nothingChanged && body.length > service.maxLength) {
    throw new OrgBackupError(
      "input",
      `The comment has ${grouped(body.length)} characters; at most ${grouped(service.maxLength)} are allowed.`,
      {
        hint: "`org-backup plan --output markdown=FILE` keeps within the limit and says what it leaves out.",
      },
    );
  }
  const existing = behavior === "new" ? [] : await service.find(marker);
  const writer = new Writer(service, request);
  if (nothingChanged) {
    for (const comment of existing) {
      await writer.retire(comment, behavior === "hide-and-new" ? "hide" : "delete");
    }
    return writer.steps;
  }
  const [first, ...others] = existing;
  if (behavior !== "update" || first === undefined) {
    await writer.create(body);
    for (const comment of existing) {
      await writer.retire(comment, behavior === "hide-and-new" ? "hide" : "delete");
    }
    return writer.steps;
  }
  await writer.update(first, body);
  // Two runs at the same time may both have found none.
  for (const comment of others) {
    await writer.retire(comment, "delete");
  }
  return writer.steps;
}

class Writer {
  readonly steps: CommentStep[] = [];

  constructor(
    private readonly service: CommentService,
    private readonly request: CommentRequest,
  ) {}

  async create(body: string): Promise<void> {
    const url = this.request.dryRun ? "" : await this.service.create(body);
    this.steps.push({ action: "create", url });
  }

  async update(comment: ExistingComment, body: string): Promise<void> {
    if (sameText(comment.body, body)) {
      this.steps.push({ action: "keep", url: comment.url ?? "" });
      return;
    }
    const url = this.request.dryRun ? comment.url : await this.service.update(comment, body);
    this.steps.push({ action: "update", url: url ?? "" });
  }

  async retire(comment: ExistingComment, how: "delete" | "hide"): Promise<void> {
    if (!this.request.dryRun) {
      await (how === "hide" ? this.service.hide(comment, this.request.marker) : this.service.delete(comment));
    }
    this.steps.push({ action: how, url: comment.url ?? "" });
  }
}

/** Services trim, and may write line breaks their own way. */
function sameText(first: string, second: string): boolean {
  const normal = (text: string): string => text.replaceAll("\r\n", "\n").trim();
  return normal(first) === normal(second);
}
