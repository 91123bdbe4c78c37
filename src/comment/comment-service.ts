/** A comment that this token wrote before. */
export interface ExistingComment {
  readonly id: string;
  readonly body: string;
  /** For people; undefined if the service does not tell it. */
  readonly url?: string;
  /** The service's second name of it, where it has one. */
  readonly nodeId?: string;
}

/** The comments of one pull request or merge request. */
export interface CommentService {
  /** Longer ones are refused, in characters. */
  readonly maxLength: number;
  /** The token's own comments whose first line is the marker, oldest first. */
  find(marker: string): Promise<readonly ExistingComment[]>;
  /** @returns the address of the comment */
  create(body: string): Promise<string>;
  update(comment: ExistingComment, body: string): Promise<string>;
  delete(comment: ExistingComment): Promise<void>;
  /** Folds a comment away, and marks it so that it is not found again. */
  hide(comment: ExistingComment, marker: string): Promise<void>;
}
