/** Checks a value; `name` is what errors call it. */
export type Check = (name: string, value: unknown) => void;

/** A value of any type in an error: one line, not long. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Throws a `RangeError` unless `value` is a finite number from `min` to `max`, both included. */
export function checkRange(name: string, value: unknown, min: number, max: number): asserts value is number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new RangeError(`${name} must be from ${min} to ${max}, got ${shown(value)}`);
  }
}

/** Throws a `RangeError` unless `value` is a whole number from `min` to `max`, both included. */
export function checkInteger(name: string, value: unknown, min: number, max: number): asserts value is number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${shown(value)}`);
  }
}

/** Throws a `TypeError` unless `value` is a string with at least one character. */
export function checkText(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(
      `${name} must be a non-empty string, got ${value === '' ? 'an empty one' : value === null ? 'null' : typeof value}`,
    );
  }
}

/**
 * Throws unless `value` is a text that every store keeps as it is: not empty, not longer than `most` characters, without NUL and without
 * half a surrogate pair.
 */
export function checkStorable(name: string, value: unknown, most = 4096): asserts value is string {
  checkText(name, value);
  if (value.length > most) throw new RangeError(`${name} must have at most ${most} characters, got ${value.length}`);
  if (/\0|\p{Surrogate}/u.test(value))
    throw new RangeError(`${name} must be text without NUL or half a surrogate pair, got ${shown(value)}`);
}

/** Throws a `TypeError` unless `value` is one of `allowed`. */
export function checkOneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): asserts value is T {
  if (!(allowed as readonly unknown[]).includes(value)) {
    throw new TypeError(`${name} must be one of ${allowed.join(', ')}, got ${typeof value === 'string' ? value : shown(value)}`);
  }
}

/** Throws a `TypeError` unless `value` is true or false. */
export function checkBoolean(name: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${name} must be true or false, got ${shown(value)}`);
}

/** Throws a `TypeError` unless `value` can be called. */
export function checkFunction(name: string, value: unknown): asserts value is (...args: never[]) => unknown {
  if (typeof value !== 'function') throw new TypeError(`${name} must be a function, got ${shown(value)}`);
}

/** Throws a `TypeError` unless `value` is an array, and each of its elements passes. */
export function checkList(name: string, value: unknown, check: Check = () => {}): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be a list, got ${shown(value)}`);
  for (let place = 0; place < value.length; place++) check(`${name}[${place}]`, value[place]);
}

/** Throws a `TypeError` unless `value` is an object, and no array. */
export function checkObject(name: string, value: unknown): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${name} must be an object, got ${shown(value)}`);
  }
}

/** Throws a `TypeError` unless `value` is bytes. */
export function checkBytes(name: string, value: unknown): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array, got ${shown(value)}`);
}

/** Throws a `TypeError` unless `value` is a signal of an `AbortController`. */
export function checkSignal(name: string, value: unknown): asserts value is AbortSignal {
  if (!(value instanceof AbortSignal)) throw new TypeError(`${name} must be an AbortSignal, got ${shown(value)}`);
}

/** Throws unless `value` can be the path of a file: some text without NUL. */
export function checkPath(name: string, value: unknown): asserts value is string {
  checkText(name, value);
  if (value.includes('\0')) throw new TypeError(`${name} must be a path without NUL, got ${shown(value)}`);
}

/**
 * Checks the properties of an object that are not undefined. The list has every property of the type, so that none is forgotten.
 * @param checks - By name of the property.
 * @param within - Name of the object in errors; options go by their own names. @defaultValue none
 */
export function checkFields<T extends object>(
  value: T,
  checks: { readonly [Name in keyof Required<T>]: Check },
  within: string | undefined = undefined,
): void {
  checkObject(within ?? 'options', value);
  for (const [name, check] of Object.entries<Check>(checks)) {
    const field: unknown = value[name as keyof T];
    if (field !== undefined) check(within === undefined ? name : `${within}.${name}`, field);
  }
}

/** Throws a `TypeError` unless `value` can be iterated, at once or asynchronously. */
export function checkIterable(name: string, value: unknown): void {
  const can = typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
  if (!can) throw new TypeError(`${name} must be iterable, got ${shown(value)}`);
}

/** Throws a `TypeError` unless `value` is a `Map`. */
export function checkMap(name: string, value: unknown): asserts value is ReadonlyMap<unknown, unknown> {
  if (!(value instanceof Map)) throw new TypeError(`${name} must be a Map, got ${shown(value)}`);
}

/** Throws a `TypeError` unless `value` is a string, which may be empty. */
export function checkString(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string, got ${shown(value)}`);
}
