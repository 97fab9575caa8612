import { z } from 'zod';

/** The validator of records. This file is its only adapter. */
export { z };

/**
 * The JSON Schema (draft 2020-12) of a record. Further fields are allowed: a later version may write more, and a program that validates
 * with an older schema must not break on it.
 */
export function toJsonSchema(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, title, ...rest };
}

/** What is wrong with a value in one line: the place in it and the reason. Undefined when it fits. */
export function explainMisfit(schema: z.ZodType, value: unknown): string | undefined {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue && `${issue.path.join('.') || 'the whole'}: ${issue.message}`;
}
