/** Whether two values are deeply equal: plain objects, arrays, typed arrays and primitives. Takes a millisecond a fingerprint. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (isNumbers(one) || isNumbers(other)) return isNumbers(one) && isNumbers(other) && haveSameItems(one, other);
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  if (keys.length !== others.length || Array.isArray(one) !== Array.isArray(other)) return false;
  return keys.every((key) => key in other && isEqual(one[key as keyof typeof one], other[key as keyof typeof other]));
}

interface Numbers {
  readonly length: number;
  readonly [at: number]: number;
}

function isNumbers(value: object): value is Numbers {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function haveSameItems(one: Numbers, other: Numbers): boolean {
  if (one.length !== other.length || one.constructor !== other.constructor) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
