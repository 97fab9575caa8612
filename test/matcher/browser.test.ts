// @module-tag servers
import { encodeFingerprint } from '@streetdate/core/portable';
import { BandIndex, findMatches, judge } from '@streetdate/matcher';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const ENTRY = `
  import { decodeFingerprint } from '@streetdate/core/portable';
  import { BandIndex, findMatches, judge } from '@streetdate/matcher';
  globalThis.search = (reference, query, windows, sighting) => {
    const index = new BandIndex();
    index.add('film', decodeFingerprint(Uint8Array.from(reference)));
    const matches = findMatches(decodeFingerprint(Uint8Array.from(query)), index);
    return { matches, verdict: judge(matches[0], windows, sighting) };
  };
`;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    conditions: ['development'],
  });
  return outputFiles[0]!.text;
}

/** The same, with numbers to twelve digits: engines differ in the last one of a logarithm. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, each) => (typeof each === 'number' ? Number(each.toPrecision(12)) : each)));
}

test('the matcher bundles for a browser without any Node API', async () => {
  const code = await bundle();
  expect(code).not.toMatch(/require\("(?:node:)?(?:fs|path|os|crypto|child_process|worker_threads)"\)/);
});

test.skipIf(!hasChromium)('a browser finds the same match and gives the same verdict as Node', async () => {
  const film = syntheticFilm(1, 60);
  const reference = sampleFilm(film, { seconds: 60, framesPerSecond: 10 });
  const query = sampleFilm((time) => noisy(film, 14, 2)(time + 11), { seconds: 20, framesPerSecond: 4, role: 'query' });
  const windows = [{ territory: 'US', channel: 'disc', opensAt: '2026-03-10T00:00:00-05:00' }] as const;
  const sighting = { seenAt: '2026-03-01T00:00:00Z', seenAtBasis: 'observed' } as const;
  const index = new BandIndex();
  index.add('film', reference);
  const matches = findMatches(query, index);
  const expected = { matches, verdict: judge(matches[0], windows, sighting) };

  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle() });
    const bytes = [reference, query].map((fingerprint) => [...encodeFingerprint(fingerprint)]);
    const call = `JSON.stringify(search(${JSON.stringify(bytes[0])}, ${JSON.stringify(bytes[1])}, ${JSON.stringify(windows)}, ${JSON.stringify(sighting)}))`;
    const found = (await page.evaluate(call)) as string;
    expect(rounded(JSON.parse(found))).toEqual(rounded(expected));
    expect(expected.verdict.kind).toBe('pre-release-leak');
  } finally {
    await browser.close();
  }
});
