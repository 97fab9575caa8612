import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkReleases } from '@streetdate/evidence';
import { IN_ENGLISH, oddsInWords } from '@streetdate/evidence/internal/words';
import { describe, expect, test } from 'vitest';
import { renderCase } from '../../../packages/cli/src/report/case/render-case.ts';
import { drawWorld } from '../../../packages/cli/src/report/case/world-map.ts';
import { makeCorpus } from '../../evidence/groups/corpus.ts';
import { streetdate, temporaryFolder } from '../tools/streetdate.ts';
import { exampleCase } from './example-case.ts';

describe('the page of a case', () => {
  const page = renderCase(exampleCase());

  test('is the same for the same case, loads nothing and runs nothing', () => {
    expect(renderCase(exampleCase())).toBe(page);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  test('names and describes each picture for readers who do not see it', () => {
    const pictures = [...page.matchAll(/<svg class="plot[^>]* role="img" aria-labelledby="(\S+) (\S+)">/g)];
    // A map, a calendar, a matrix, and the spread of two titles.
    expect(pictures).toHaveLength(5);
    for (const [, name, words] of pictures) {
      expect(page).toMatch(new RegExp(`<title id="${name}">[^<]+</title><desc id="${words}">[^<]+</desc>`));
    }
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).toContain('In order: FTP Alpha (NL) 2026-01-05 10:00 UTC; FTP Bravo (SE) 2026-01-06 11:00 UTC;');
    expect(page).toContain('FTP Alpha and FTP Bravo share 700 equal files and 1 title.');
  });

  test('escapes names of servers and titles', () => {
    expect(page).toContain('Charlie &lt;b&gt;');
    expect(page).toContain('Another &amp; &lt;i&gt;Odd&lt;/i&gt; Film');
    expect(page).not.toMatch(/<b>\s*</);
  });

  test('states who was first, or that clocks do not tell, and what is not known', () => {
    expect(page).toContain('First on FTP Alpha (Netherlands), 2026-01-05 10:00 UTC.');
    expect(page).toContain('First on one of FTP Bravo, Charlie &lt;b&gt;: their clocks do not tell which.');
    expect(page).toContain('clock 1\u00a0h ahead ± 40\u00a0s');
    expect(page).toContain('Delta: the contents of 3 files of 1,203');
  });

  test('has the digests of images, computed and stated, and says which server is a list of fingerprints', () => {
    const [sha256, sha1, md5] = ['5'.repeat(64), '6'.repeat(40), '7'.repeat(32)];
    const made = exampleCase();
    const [alpha, bravo, ...others] = made.servers;
    const image = { format: 'ewf', bytes: 33_554_432, sha256, sha1, md5, statedMd5: md5 } as const;
    const servers = [
      { ...alpha!, source: 'image' as const, image },
      { ...bravo!, films: 0, fingerprints: 1, isFingerprintList: true as const },
      ...others,
    ];
    const shown = renderCase({ ...made, servers });
    expect(page).not.toContain('SHA-256');
    expect(shown).toContain('E01, 33,554,432 bytes');
    expect(shown).toContain(`SHA-256 ${sha256}<br>SHA-1 ${sha1}<br>MD5 ${md5}</td>`);
    expect(shown).toContain(`class="path">MD5 ${md5}</td>`);
    expect(shown).toContain('none: a list of 1 fingerprint, no copies');
    expect(shown).toContain('FTP Bravo: whether the films of 1 fingerprint were there: a fingerprint is no copy');
  });

  test('shows which releases hang together, how strongly and why, and escapes their names', () => {
    const releases = makeCorpus(3).map(({ release }, at) => ({
      ...{ ...release, serverId: at % 2 === 0 ? 'alpha' : 'charlie', path: `in/${at}.mkv` },
      ...(release.name !== undefined && { name: `${release.name}<b>` }),
    }));
    const linked = linkReleases(releases, { leastRatio: 100 });
    const withGroups = renderCase(exampleCase(), { groups: { releases, linked } });
    expect(withGroups).toContain(`${linked.links.length} links between 240 releases; 28,680 pairs compared.`);
    const [strongest] = linked.links;
    expect(withGroups).toContain(`>${oddsInWords(strongest!.ratio, IN_ENGLISH)}</th>`);
    expect(withGroups).toMatch(/group tag\u00a0×\u00a01\d, encoder settings/);
    expect(withGroups).toContain('-GRPA&lt;b&gt;');
    expect(withGroups).toContain('<bdi>Charlie &lt;b&gt;</bdi>');
    expect(withGroups).toContain(`${linked.links.length - 20} further links not shown`);
    expect(withGroups).toContain('proves none');
    const [first] = linked.clusters;
    expect(withGroups).toContain(`${first!.length} releases</th>`);
    const none = renderCase(exampleCase(), { groups: { releases, linked: { ...linked, links: [], clusters: [] } } });
    expect(none).toContain('0 links between 240 releases');
    expect(none).not.toContain('Likelihood ratio');
    expect(page).not.toContain('hang together');
  });

  test('draws a crowded part of the map again, closer, with all countries that are in it', () => {
    const codes = ['NL', 'BE', 'DE', 'AT', 'CZ', 'SK', 'PL', 'HU', 'AU', 'US'];
    const [server] = exampleCase().servers;
    const servers = codes.map((country) => ({ ...server!, id: country, name: `In ${country}`, country }));
    const crowded = renderCase({ ...exampleCase(), servers, titles: [], overlaps: [] });
    expect(crowded).toContain('<title id="map-name">Servers by country</title>');
    const closer = /<desc id="map-closer-words">([^<]+)<\/desc>/.exec(crowded)?.[1];
    for (const country of codes.slice(0, -2)) expect(closer).toContain(`In ${country}`);
    expect(closer).not.toContain('In US');
    expect(renderCase(exampleCase())).not.toContain('map-closer');
  });

  test('of no server makes no statement', () => {
    const empty = renderCase({ ...exampleCase(), servers: [], titles: [], overlaps: [] });
    expect(empty).toContain('The case has no server');
    expect(empty).not.toContain('<svg');
  });
});

describe('the map', () => {
  test('places countries inside the picture, small ones too, and leaves out a code that is none', () => {
    const codes = ['NL', 'MT', 'SG', 'FR', 'US', 'AU', 'XX'];
    const { places, width, height, land } = drawWorld(codes);
    expect([...places.keys()]).toEqual(codes.slice(0, -1));
    for (const { x, y, outline } of places.values()) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(height);
      expect(outline).toMatch(/^M/);
    }
    expect(places.get('US')!.x).toBeLessThan(places.get('FR')!.x);
    expect(places.get('AU')!.y).toBeGreaterThan(places.get('FR')!.y);
    expect(land.length).toBeGreaterThan(10_000);
  });

  test('shows one country, or none, without failing', () => {
    expect(drawWorld(['DE']).places.get('DE')).toMatchObject({ x: 480, y: 240 });
    expect(drawWorld([]).places.size).toBe(0);
  });
});

test('the command writes the page', async () => {
  const folder = await temporaryFolder();
  const [home, output] = [join(folder, 'home'), join(folder, 'case.html')];
  await streetdate(['init', '--home', home]);
  expect(await streetdate(['case', 'report', '--home', home, '-o', output])).toMatchObject({ status: 0 });
  expect(await readFile(output, 'utf8')).toContain('0 titles on 0 servers');
});
