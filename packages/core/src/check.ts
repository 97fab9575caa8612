/** Throws a `RangeError` unless `value` is a finite number from `min` to `max`, both included. */
export function checkRange(name: string, value: number, min: number, max: number): void {
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new RangeError(`${name} must be from ${min} to ${max}, got ${String(value)}`);
  }
}

/** Throws a `RangeError` unless `value` is a whole number from `min` to `max`, both included. */
export function checkInteger(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${String(value)}`);
  }
}

/** Throws a `TypeError` unless `value` is a string with at least one character. */
export function checkText(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(`${name} must be a non-empty string, got ${value === '' ? 'an empty one' : typeof value}`);
  }
}

/** Throws a `TypeError` unless `value` is one of `allowed`. */
export function checkOneOf<T extends string>(name: string, value: string, allowed: readonly T[]): asserts value is T {
  if (!(allowed as readonly string[]).includes(value)) {
    throw new TypeError(`${name} must be one of ${allowed.join(', ')}, got ${String(value)}`);
  }
}
