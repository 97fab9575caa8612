/** The shapes of a library's output and stored records, as zod schemas. */

export * from './records/disc-facts.ts';
export * from './records/library-records.ts';
export * from './records/release-record.ts';
export * from './records/scan-record.ts';
export { toJsonSchema } from './records/schema.ts';
