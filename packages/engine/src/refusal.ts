/** The library or a folder forbids the request. Nothing was done. The message states in one line what to change. */
export class RefusedError extends RangeError {
  override readonly name = 'RefusedError';
}
