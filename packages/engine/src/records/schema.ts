import { z } from 'zod';

/** The validator of records. This file is its only adapter. */
export { z };

/**
 * The JSON Schema (draft 2020-12) of a record. Further fields are allowed, so that a program with an older schema accepts the records of a
 * later version.
 */
export function toJsonSchema(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, title, ...rest };
}

/** The first fault of a value in one line: its place and the reason. Undefined if the value is valid. */
export function explainMisfit(schema: z.ZodType, value: unknown): string | undefined {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue && `${issue.path.join('.') || 'the whole'}: ${issue.message}`;
}
