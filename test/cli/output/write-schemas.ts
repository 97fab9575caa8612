/** Writes the published JSON Schemas anew: `npx tsx --conditions=development test/cli/output/write-schemas.ts && npx biome format --write packages/cli/schema` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from 'streetdate';

const folder = new URL('../../../packages/cli/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(new URL(name, folder), text);
