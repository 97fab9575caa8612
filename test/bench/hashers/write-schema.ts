/** Writes the published JSON Schema anew: `npx tsx --conditions=development test/bench/hashers/write-schema.ts && npx biome format --write packages/bench/schema` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { hashSchema } from '../../../packages/bench/src/hashers/report/record.ts';

const folder = new URL('../../../packages/bench/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('hash.schema.json', folder), hashSchema());
