import fc from 'fast-check';
import { type Content, type Described, type DescribedOperation, referredTo, type Schema } from './described.ts';

/** A request that is made of what the document says, and of what it does not. */
export interface RandomRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

/** Text that breaks things: empty, long, other scripts, half a surrogate, quotes, paths, separators. */
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'é',
    '名前',
    '🎬',
    "'; drop table upload; --",
    '../../etc/passwd',
    '%',
    '%zz',
    '__proto__',
    'null',
  ),
  fc.constantFrom('x'.repeat(300), '9'.repeat(400), '0', '-1', '1e309', 'NaN', '9007199254740993', 'true', '[]', '{}'),
);

const oddValue: fc.Arbitrary<unknown> = fc.oneof(oddText, fc.jsonValue(), fc.double(), fc.maxSafeInteger(), fc.constant(null));

/** A value by a schema, mostly; its optional parts are left out at times. */
function valueBy(document: Described, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref) return valueBy(document, referredTo(document, schema.$ref));
  const right = rightValue(document, schema);
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: oddValue });
}

function rightValue(document: Described, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.examples) return fc.constantFrom(...schema.examples);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => valueBy(document, each)));
  switch (schema.type) {
    case 'object': {
      const required = schema.required ?? [];
      const properties = Object.entries(schema.properties ?? {}).map(([name, each]) => {
        const value = valueBy(document, each);
        return [name, required.includes(name) ? value : fc.option(value, { nil: undefined })] as const;
      });
      return fc.record(Object.fromEntries(properties));
    }
    case 'array':
      return fc.array(valueBy(document, schema.items ?? {}), { maxLength: 3 });
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -1000), max: Math.min(schema.maximum ?? 1000, 1000) });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1, 1), noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.string({ minLength: schema.minLength ?? 0, maxLength: 20 });
  }
}

/**
 * Requests to one operation.
 * @param known - Values that exist, by the name of the operation and the parameter, such as `getTitle.id`; or by the parameter alone.
 */
export function requestsTo(
  document: Described,
  { id, method, path, operation, parameters }: DescribedOperation,
  known: (operation: string, parameter: string) => readonly string[],
): fc.Arbitrary<RandomRequest> {
  const values = parameters.map(({ name, in: place, required, schema, example }) => {
    const exist = known(id, name);
    const right = example === undefined ? rightValue(document, schema) : fc.constant(example);
    // A request that waits is no fault: it would only make the test wait too.
    const usual = name === 'wait' ? fc.constantFrom(0, 0.01) : fc.oneof(right, ...exist.map((value) => fc.constant(value)));
    const odd = name === 'wait' ? fc.constantFrom('', 'soon', '-1', '1e400', '601') : oddText;
    const value = fc.oneof({ weight: 5, arbitrary: usual }, { weight: 2, arbitrary: odd }).map(String);
    return fc.record({
      name: fc.constant(name),
      place: fc.constant(place),
      value: place === 'path' ? value : fc.option(value, { nil: undefined, freq: required ? 10 : 2 }),
    });
  });
  return fc.record({ values: fc.tuple(...values), body: bodyOf(document, operation.requestBody?.content) }).map(({ values, body }) => {
    let at = path;
    const query = new URLSearchParams();
    const headers: Record<string, string> = { ...(body.type !== undefined && { 'content-type': body.type }) };
    for (const { name, place, value } of values) {
      if (value === undefined) continue;
      if (place === 'path') at = at.replace(`{${name}}`, inPath(value));
      else if (place === 'query') query.append(name, value);
      else headers[name] = value.replace(/[^\x20-\x7e]/g, '?');
    }
    return {
      method: method as RandomRequest['method'],
      url: `${at}${query.size > 0 ? `?${query}` : ''}`,
      headers,
      ...(body.text !== undefined && { payload: body.text }),
    };
  });
}

/** Percent-encoded, also where that is no valid text; a wrong sequence stays wrong. */
function inPath(value: string): string {
  if (value.startsWith('%')) return value;
  return encodeURIComponent(Buffer.from(value).toString()) || '%20';
}

function bodyOf(
  document: Described,
  content: Content | undefined,
): fc.Arbitrary<{ readonly type: string | undefined; readonly text: string | undefined }> {
  const none = fc.constant({ type: undefined, text: undefined });
  const odd = fc.record({
    type: fc.constantFrom(
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      'x',
      undefined,
    ),
    text: fc.oneof(oddText, oddValue.map(toJson)),
  });
  if (content === undefined) return fc.oneof({ weight: 8, arbitrary: none }, { weight: 1, arbitrary: odd });
  const right = Object.entries(content).map(([type, { schema }]) =>
    type === 'application/json'
      ? fc.record({ type: fc.constant(type), text: valueBy(document, schema).map(toJson) })
      : fc.record({ type: fc.constant(type), text: fc.string({ maxLength: 200 }) }),
  );
  return fc.oneof({ weight: 7, arbitrary: fc.oneof(...right) }, { weight: 1, arbitrary: none }, { weight: 2, arbitrary: odd });
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
