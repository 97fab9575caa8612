import { readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { FOOTAGE } from './footage.ts';
import { madeOnce } from './made-once.ts';

/** The fingerprint of real footage with the default options, made once in a run of the tests. Each call gives a copy. */
export async function footageFingerprint(name: keyof typeof FOOTAGE, role: 'query' | 'reference' = 'query'): Promise<Fingerprint> {
  const path = await madeOnce(`${name}-${role}`, async (part) =>
    writeFile(part, serialize(await fingerprintFile(FOOTAGE[name], { role }))),
  );
  return deserialize(await readFile(path));
}
