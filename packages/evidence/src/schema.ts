import { z } from 'zod';

/** The validator of what others wrote. This file is its only adapter. */
export { z };

/** What is wrong with a value, in one line: the place in it and the reason. Undefined when it fits. */
export function explainMisfit(schema: z.ZodType, value: unknown): string | undefined {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue && `${issue.path.join('.') || 'the whole'}: ${issue.message}`;
}
