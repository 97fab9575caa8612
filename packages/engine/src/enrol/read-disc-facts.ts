import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type DiscFacts, discFacts } from '../records/disc-facts.ts';
import { explainMisfit } from '../records/schema.ts';
import { RefusedError } from '../refusal.ts';

/**
 * Reads what lies beside a disc about it: `disc.json` in its folder; `NAME.disc.json` beside a folder or image called NAME; `disc.json` beside
 * it. The first that is there counts.
 * @returns Nothing known where there is none.
 * @throws RefusedError when the file is no JSON, or says something that the schema has not.
 */
export async function readDiscFacts(path: string): Promise<DiscFacts> {
  const place = resolve(path);
  const isFolder = await stat(place).then((facts) => facts.isDirectory());
  const name = isFolder ? basename(place) : basename(place, extname(place));
  const candidates = [
    ...(isFolder ? [join(place, 'disc.json')] : []),
    join(dirname(place), `${name}.disc.json`),
    join(dirname(place), 'disc.json'),
  ];
  for (const candidate of candidates) {
    const text = await readFile(candidate, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new RefusedError(`${candidate} is no JSON`);
    }
    const misfit = explainMisfit(discFacts, json);
    if (misfit !== undefined) throw new RefusedError(`${candidate}: ${misfit}`);
    return discFacts.parse(json);
  }
  return {};
}
