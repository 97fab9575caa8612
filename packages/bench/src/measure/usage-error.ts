/** The bench was used wrongly, and nothing was measured. The message says how, in one line; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
