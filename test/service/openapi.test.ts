import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { type Described, describedOperations, referredTo, type Schema, schemaValidator } from './tools/described.ts';
import { startService } from './tools/running-service.ts';

const SAVED = fileURLToPath(new URL('../../packages/service/openapi.json', import.meta.url));

test('the document is OpenAPI 3.1, and equal to the saved one (vitest -u rewrites it)', async () => {
  const { server } = await startService({ works: false });
  const { body } = await server.inject('/v1/openapi.json');
  await expect(`${JSON.stringify(JSON.parse(body), undefined, 2)}\n`).toMatchFileSnapshot(SAVED);
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(body))).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('every operation has a name, words, a group, and an example of each answer and parameter', async () => {
  const { server } = await startService({ works: false });
  const document: Described = JSON.parse((await server.inject('/v1/openapi.json')).body);
  const operations = describedOperations(document);
  expect(operations.length).toBeGreaterThan(10);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  const groups = new Set(document.tags.map(({ name }) => name));
  const lacking = operations.flatMap(({ id, operation, parameters }) => [
    ...(operation.summary && (operation.description?.length ?? 0) > 10 ? [] : [`${id}: words`]),
    ...(operation.tags?.every((tag) => groups.has(tag)) ? [] : [`${id}: group`]),
    ...parameters.flatMap(({ name, schema, example }) =>
      example !== undefined || hasExample(document, schema) ? [] : [`${id}: parameter ${name}`],
    ),
    ...Object.entries(operation.responses).flatMap(([status, { content }]) => {
      const schema = content?.['application/json']?.schema;
      return schema === undefined || hasExample(document, schema) ? [] : [`${id}: answer ${status}`];
    }),
  ]);
  expect(lacking).toEqual([]);
});

test('every example is as its schema says', async () => {
  const { server } = await startService({ works: false });
  const document: Described = JSON.parse((await server.inject('/v1/openapi.json')).body);
  const validate = schemaValidator(document);
  const examples = Object.entries(document.components.schemas).flatMap(([name, { examples = [] }]) =>
    examples.map((example) => ({ name, fault: validate({ $ref: `#/components/schemas/${name}` }, example) })),
  );
  expect(examples.length).toBeGreaterThan(5);
  expect(examples.filter(({ fault }) => fault !== undefined)).toEqual([]);
});

/** Whether somebody who reads the document sees a value: an example, a list of all values, or a part that has one. */
function hasExample(document: Described, schema: Schema): boolean {
  if (schema.$ref) return hasExample(document, referredTo(document, schema.$ref));
  if (schema.examples || schema.enum || schema.const !== undefined || schema.default !== undefined || schema.type === 'boolean')
    return true;
  const parts = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : []), ...(schema.anyOf ?? [])];
  return parts.some((part) => hasExample(document, part));
}
