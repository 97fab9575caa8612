import type { ApiDocument } from './fastify.ts';
import { TAGS } from './operation.ts';
import { titleOf } from './problem.ts';

/** What the document says about the API as a whole. */
export const ABOUT: ApiDocument['info'] = {
  title: 'Streetdate',
  version: '1',
  description:
    'Uploads in, verdicts out. Send in a film or its fingerprint, and read whether it is a leak of a title that is not on sale yet.\n\n' +
    'Lists come in pages: give `next` as `cursor`. A POST with an `Idempotency-Key` may be sent again. What is wrong with a request is said ' +
    'as a problem (RFC 9457). Large files can be sent with tus 1.0 to `/v1/resumable-uploads`, and go on after a broken connection.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

/** What an answer of that status says, where its route does not say more. */
const ANSWERS: Readonly<Record<string, string>> = {
  200: 'As asked',
  201: 'It was made',
  202: 'It was accepted, and the work goes on',
  204: 'Done; there is nothing to say',
};

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'] as const;

/** Methods that change nothing. */
const READING: ReadonlySet<string> = new Set(['get', 'head']);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/**
 * Finishes the document that the routes make: bodies and answers that are bytes or text, descriptions of answers, tags, and only the
 * schemas that something refers to. Answers may have further fields in a later version, so that a schema does not forbid them.
 */
export function finishDocument(made: ApiDocument): ApiDocument {
  const document = structuredClone(made) as unknown as JsonObject & ApiDocument;
  for (const path of Object.values((document.paths ?? {}) as unknown as Record<string, JsonObject>)) {
    for (const method of METHODS) if (path[method] !== undefined) finishOperation(path[method] as JsonObject, method);
  }
  const components = (document.components ?? {}) as unknown as { schemas?: Record<string, JsonObject> };
  const schemas = usedSchemas((document.paths ?? {}) as unknown as JsonObject, components.schemas ?? {});
  document.components = {
    schemas,
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'An API key' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'streetdate',
        description:
          'The session of somebody who is signed in. Signing in sets the cookie, and pages’ scripts cannot read it. Over HTTPS its name is ' +
          '`__Host-streetdate`',
      },
      csrf: {
        type: 'apiKey',
        in: 'header',
        name: 'x-csrf-token',
        description: 'What each change in a session carries: `csrfToken` of `GET /v1/me`, or of the answer that began the session',
      },
    },
  } as unknown as NonNullable<ApiDocument['components']>;
  document.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
  return withShortNames(document, Object.keys(schemas));
}

/** A schema of what comes in needs no `Input` in its name where nothing that goes out has that name. */
function withShortNames(document: ApiDocument, names: readonly string[]): ApiDocument {
  const short = new Map(names.map((name) => [name, name.replace(/Input$/, '')]));
  for (const [name, shorter] of short) if (name !== shorter && names.includes(shorter)) short.delete(name);
  return JSON.parse(JSON.stringify(document), (_, value) => {
    if (typeof value === 'string')
      return value.replace(/^(#\/components\/schemas\/)(.+)$/, (_, start, name) => start + (short.get(name) ?? name));
    if (typeof value !== 'object' || value === null || !('schemas' in value && 'securitySchemes' in value)) return value;
    const renamed = Object.entries(value.schemas).map(([name, schema]) => [short.get(name) ?? name, schema]);
    return { ...value, schemas: Object.fromEntries(renamed) };
  }) as ApiDocument;
}

function finishOperation(operation: JsonObject, method: string): void {
  const { 'x-raw-body': rawBody, 'x-raw-answer': rawAnswer, 'x-answer-fields': fields } = operation;
  delete operation['x-answer-fields'];
  // The writer of the document tells a HEAD from a GET of its name, and here it has a name of its own.
  operation.operationId = String(operation.operationId).replace(/-head$/, '');
  delete operation['x-raw-body'];
  delete operation['x-raw-answer'];
  if (typeof rawBody === 'string') operation.requestBody = { required: true, content: { [rawBody]: { schema: {} } } };
  for (const [status, answer] of Object.entries(operation.responses as Record<string, JsonObject>)) {
    if (answer.description === undefined || answer.description === 'Default Response')
      answer.description = ANSWERS[status] ?? titleOf(Number(status));
    if (Number(status) >= 400) continue;
    if (Number(status) === 204 || fields !== undefined) delete answer.content;
    else if (typeof rawAnswer === 'string') answer.content = { [rawAnswer]: { schema: { type: 'string' } } };
    if (typeof fields === 'object' && fields !== null) {
      const described = Object.entries(fields).map(([name, description]) => [name, { description, schema: { type: 'string' } }]);
      answer.headers = Object.fromEntries(described);
    }
    allowFurtherFields(answer);
  }
  if (operation['x-action'] === 'public') return;
  // A session's cookie comes along with every request that its browser makes, so that a change needs its token too.
  const session = READING.has(method) ? { session: [] } : { session: [], csrf: [] };
  operation.security = [{ key: [] }, session, {}];
}

/** Removes `additionalProperties: false` everywhere inside. */
function allowFurtherFields(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && value.additionalProperties === false) delete value.additionalProperties;
  for (const each of Object.values(value)) allowFurtherFields(each as Json);
}

/** The schemas that are referred to, also by each other. */
function usedSchemas(paths: JsonObject, schemas: Record<string, JsonObject>): Record<string, JsonObject> {
  const used = new Set<string>();
  const look = (value: Json) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name!)) continue;
      used.add(name!);
      look(schemas[name!] ?? null);
    }
  };
  look(paths);
  for (const name of used) if (!name.endsWith('Input')) allowFurtherFields(schemas[name]!);
  return Object.fromEntries(
    [...used]
      .sort()
      .filter((name) => schemas[name] !== undefined)
      .map((name) => [name, schemas[name]!]),
  );
}
