/** Every member of a JSON value with what it is, for a sentence: `territory US, channel disc`. So no member goes without a word. */
export function factsInWords(value: unknown, name = ''): string {
  if (typeof value !== 'object' || value === null) return name === '' ? String(value) : `${name} ${value}`;
  const isList = Array.isArray(value);
  const parts = Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [factsInWords(each, isList ? name : key)]));
  return parts.filter((part) => part !== '').join(isList ? '; ' : ', ');
}
