import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type DiscFacts, discFacts } from '../records/disc-facts.ts';
import { explainMisfit } from '../records/schema.ts';
import { RefusedError } from '../refusal.ts';

/**
 * Reads the facts beside a disc. It tries `disc.json` in the disc's folder, then `NAME.disc.json` beside a folder or image called NAME,
 * then `disc.json` beside it. The first existing file counts.
 * @returns An empty object if there is none.
 * @throws RefusedError if the file is not JSON or does not fit the schema.
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
