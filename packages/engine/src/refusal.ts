/** The library or a folder does not allow what was asked. Nothing was done; the message says in one line what to change. */
export class RefusedError extends RangeError {
  override readonly name = 'RefusedError';
}
