/** The library or a folder forbids the request. Nothing was done. The message states in one line what to change. */
export class RefusedError extends RangeError {
  override readonly name = 'RefusedError';
  /** The reason, if a caller's interface can offer a remedy of its own. */
  readonly reason: RefusalReason | undefined;

  constructor(message: string, reason?: RefusalReason) {
    super(message);
    this.reason = reason;
  }
}

/** Reasons with a remedy: a disc without a name needs one, and the main title must be one of the disc's titles. */
export type RefusalReason = 'unnamed-disc' | 'unknown-disc-title';
