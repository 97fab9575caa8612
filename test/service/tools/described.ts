import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The parts of a JSON Schema that the tests look at. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
}

/** Bodies by media type. */
export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** An operation as the document has it. */
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** An OpenAPI document. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly tags: readonly { readonly name: string }[];
}

/** An operation of the document, with where it is found. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
}

/** Operations whose answer has no end of its own. */
export const ENDLESS: readonly string[] = ['followEvents'];

/** Every operation that a document describes. */
export function describedOperations(document: Described): DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
      parameters: operation.parameters ?? [],
    })),
  );
}

/** The schema that another one refers to. */
export function referredTo(document: Described, $ref: string): Schema {
  return document.components.schemas[$ref.slice($ref.lastIndexOf('/') + 1)]!;
}

/** Says what is wrong with a value by a schema of the document; undefined if nothing is. */
export function schemaValidator(document: Described): (schema: Schema, value: unknown) => string | undefined {
  const ajv = new Ajv.default({ strict: false });
  formats.default(ajv);
  ajv.addSchema({ $id: 'openapi', components: document.components });
  const known = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/');
    const check = known.get(text) ?? ajv.compile(JSON.parse(text));
    known.set(text, check);
    return check(value) ? undefined : ajv.errorsText(check.errors);
  };
}

/** An answer that a server gave. */
export interface GivenAnswer {
  readonly status: number;
  /** Its media type. */
  readonly type: string;
  readonly body: string;
}

/** What is wrong with an answer to an operation; undefined if the document describes it and it is no fault of the service. */
export function answerFault(
  { id, operation, method }: DescribedOperation,
  validate: ReturnType<typeof schemaValidator>,
  { status, type, body }: GivenAnswer,
): string | undefined {
  // Of an address that is none, the server cannot say which operation was meant.
  const answer = operation.responses[status];
  if (status === 500) return `${id}: 500 ${body}`;
  if (answer === undefined) return `${id}: the document has no ${status}: ${body.slice(0, 300)}`;
  // An answer to HEAD has the header fields of another, and no body.
  if (method === 'HEAD') return body === '' ? undefined : `${id}: ${status} has a body`;
  if (answer.content === undefined) return body === '' ? undefined : `${id}: ${status} has a body`;
  const kind = type.split(';', 1)[0]!;
  const content = answer.content[kind];
  if (content === undefined) return `${id}: ${status} has the type ${kind}`;
  const fault = /[/+]json$/.test(kind) ? validate(content.schema, JSON.parse(body)) : undefined;
  return fault && `${id}: ${status}: ${fault}: ${body.slice(0, 300)}`;
}
