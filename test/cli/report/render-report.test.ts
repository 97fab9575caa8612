import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { choosePairs } from '../../../packages/cli/src/report/frame-pairs.ts';
import {
  type Picture,
  type ReportMatch,
  type ReportPictures,
  type ReportScan,
  renderReport,
} from '../../../packages/cli/src/report/index.ts';
import { EXAMPLE_REFERENCES, exampleContent, exampleLeak, exampleMatch, exampleScan, exampleSegment } from './example-content.ts';

/** The page as it is read: without tags and styles, entities resolved, spaces joined. */
function textOf(page: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
  return page
    .replace(/<(style|title|desc)\b[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(#?\w+);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ');
}

const PICTURE: Picture = { dataUri: 'data:image/jpeg;base64,/9j/', width: 320, height: 136 };

test('the claim of a file’s name is compared with measurements', () => {
  const leak = exampleLeak('/watch/Sintel.2026.DVDSCR.XviD-GRP.avi');
  const evidence = [{ source: 'camera', likelihoodRatio: 40, reason: 'The picture lies inside another throughout.' }] as const;
  const matches = leak.matches.map((match) => ({ ...match, sources: { evidence: [...evidence], silent: [], variants: [] } }));
  const claim = {
    source: 'screener',
    likelihoodRatio: 4,
    reason: 'Its name claims DVDSCR.',
  } as const;
  const text = textOf(renderReport(exampleContent([{ ...leak, matches, claim }])));
  expect(text).toContain('Name Its name claims DVDSCR; measurements favour camera recording (40 : 1).');
  expect(textOf(renderReport(exampleContent([leak])))).not.toContain('Its name claims');
});

test('a search that could not ask the whole library shows at the top, at its file, and where nothing was found', () => {
  const missing = [
    { group: 1, references: 40, hours: 61.4 },
    { group: 3, references: 2, hours: 2 },
  ];
  const text = (scans: readonly ReportScan[]) => textOf(renderReport(exampleContent(scans)));
  const words = '42 of the references, 63 hours of film (groups 1, 3 of the index), could not be reached; a later search completes it';
  const leak = { ...exampleLeak('/watch/leak.mkv'), partial: { missing } };
  expect(text([leak])).toContain(`Not searched yet ${words}.`);
  expect(text([leak, exampleLeak('/watch/whole.mkv')])).toContain('1 file was not compared with the whole library');
  const clean = [exampleScan('/watch/a.mkv', { partial: { missing: missing.slice(0, 1) } }), exampleScan('/watch/b.mkv')];
  expect(text(clean)).toMatch(/a\.mkv .* none 40 of the references, 61 hours of film \(group 1 of the index\).*b\.mkv .* nothing/);
  // A whole search says nothing of it.
  expect(text([exampleLeak(), exampleScan('/watch/b.mkv')])).not.toMatch(/not searched yet|whole library/i);
});

test('signs that tell nothing have their name, what they measure, and why they tell nothing', () => {
  const leak = exampleLeak();
  const answer = { source: 'disc' as const, next: 'digital' as const, certainty: 'sure' as const, odds: 250 };
  const silent = [{ sign: 'sound-layout', reason: 'The copy has no sound.' }];
  const matches = leak.matches.map((match) => ({ ...match, sources: { answer, evidence: [], silent, variants: [] } }));
  const text = textOf(renderReport(exampleContent([{ ...leak, matches }])));
  expect(text).toContain('Most likely source: disc (250 : 1 against digital release).');
  expect(text).toContain(
    '1 sign is inconclusive Sound channels and languages : The copy has no sound. Which rendition has as many channels',
  );
});

test('every place where a file was seen is listed, and no address can be clicked', () => {
  const seen = [
    { link: 'https://host.example/<v>', host: 'cdn7.example', seenAt: '2026-02-07T12:00:00+01:00', seenAtBasis: 'observed' as const },
    { host: 'late.example', territory: 'DE', seenAt: '2026-04-07T12:00:00Z', seenAtBasis: 'reported' as const },
    ...Array.from({ length: 60 }, (_, index) => ({ host: `h${index}.example`, seenAtBasis: 'unknown' as const })),
  ];
  const page = renderReport(exampleContent([{ ...exampleLeak(), seen }]));
  const text = textOf(page);
  expect(text).toContain('https://host.example/<v> on cdn7.example Unknown 7 February 2026, 11:00 UTC Observed first-hand');
  expect(text).toContain('late.example Germany (DE) 7 April 2026, 12:00 UTC Reported by someone else, not verified');
  expect(text).toContain('h47.example');
  expect(text).not.toContain('h48.example');
  expect(text).toContain('12 further places are left out');
  expect(page).not.toContain('href="https:');
  expect(textOf(renderReport(exampleContent([exampleLeak()])))).not.toContain('Where it was seen');
});

describe('the page stands alone', () => {
  const scan = exampleLeak();
  const pictures: ReportPictures = new Map(
    scan.matches.map((match) => [match, choosePairs(match.segments).map((pair) => ({ ...pair, query: PICTURE, reference: PICTURE }))]),
  );
  const page = renderReport(exampleContent([scan, exampleScan('/watch/ocean.mp4')]), pictures);

  test('it fetches nothing: every source is a data: URI, every link leads into the page', () => {
    const targets = [...page.matchAll(/\b(?:src|href|action|poster|data|srcset)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(targets.length).toBeGreaterThan(4);
    for (const target of targets) expect(target).toMatch(/^(data:image\/jpeg;base64,|#file-)/);
    expect(page).not.toMatch(/https?:|url\(|@import|<(script|link|iframe|object|embed|base|form)\b/i);
  });

  test('its policy allows its own style sheet and pictures, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replace(/&#39;/g, "'");
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(`default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    expect(page).not.toMatch(/ style="/);
  });

  test('the same content gives the same page, in whatever order the files were scanned', () => {
    const scans = [exampleScan('/b.mp4'), exampleLeak('/c.mp4'), exampleScan('/a.mp4'), exampleLeak('/d.mp4')];
    const once = renderReport(exampleContent(scans));
    expect(renderReport(exampleContent(scans))).toBe(once);
    expect(renderReport(exampleContent([...scans].reverse()))).toBe(once);
  });

  test('each link of the list has its target, and ids are unique', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const [, names] of page.matchAll(/aria-labelledby="([^"]*)"/g)) {
      for (const name of (names ?? '').split(' ')) expect(ids).toContain(name);
    }
  });
});

describe('untrusted text', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>\n\u202egpj.exe`;
  const match = exampleMatch([exampleSegment({ queryStart: 0, length: 5, referenceStart: 0 })], {
    title: hostile,
    referenceId: hostile,
    titleId: hostile,
    secondOpinion: { algorithm: hostile, framesCompared: 1, meanDistance: 0.1, vote: 'agrees' },
    verdict: { kind: 'needs-review', summary: hostile },
  });
  const found = exampleScan(hostile, {
    matches: [match, match],
    sighting: { seenAt: '2026-03-01T08:00:00Z', seenAtBasis: 'reported', territory: hostile },
    damage: { reason: hostile, secondsCovered: 2 },
    verdict: { kind: 'needs-review', summary: hostile, explain: [{ speaks: 'for', sentence: hostile }] },
  });
  const page = renderReport(
    exampleContent([found, exampleScan(hostile)], {
      library: hostile,
      version: hostile,
      algorithm: hostile,
      references: new Map([[hostile, { title: hostile, kind: 'disc', edition: hostile, windows: [] }]]),
      errors: [{ type: 'error', path: hostile, code: hostile, message: hostile }],
    }),
  );

  test('never becomes markup, wherever it stands', () => {
    expect(page).not.toMatch(/<script|<img|onerror='/);
    expect(page).not.toContain('\u202e');
    // Its quotes cannot end an attribute either: outside of tags and quoted values no raw text of it is left.
    expect(page.replace(/<[a-z!/][^<>"]*(?:"[^"<>]*"[^<>"]*)*>/g, '')).not.toMatch(/<(?!\/)/);
  });

  test('is shown as what it is', () => {
    const text = textOf(page);
    const shown = `"><script>alert(1)</script><img src=x onerror='alert(2)'>⟨U+000A⟩⟨U+202E⟩gpj.exe`;
    expect(text.split(shown).length - 1).toBeGreaterThan(12);
  });
});

describe('the summary', () => {
  const headline = (content: Parameters<typeof renderReport>[0]) => /<h1>(.*?)<\/h1>/.exec(renderReport(content))?.[1];
  const review = exampleScan('/r.mp4', {
    matches: exampleLeak().matches,
    verdict: { kind: 'needs-review', summary: 'The time of the sighting is unsure.' },
  });

  test('leads with the gravest verdict', () => {
    expect(headline(exampleContent([exampleScan('/a'), exampleLeak(), review]))).toBe(
      '1 of 3 files shows an enrolled film before its release',
    );
    expect(headline(exampleContent([exampleScan('/a'), review]))).toBe('No pre-release leak established; 1 of 2 files needs review');
    expect(headline(exampleContent([exampleScan('/a')]))).toBe('No pre-release leak found in 1 file');
  });

  test('says when nothing was scanned, and when nothing was looked at', () => {
    expect(headline(exampleContent([]))).toBe('No file was scanned');
    expect(textOf(renderReport(exampleContent([])))).toContain('this report makes no statement');
    const errors = [{ type: 'error', path: '/x.mp4', code: 'empty-file', message: '/x.mp4: the file has no bytes' }] as const;
    const page = renderReport(exampleContent([], { errors }));
    expect(headline(exampleContent([], { errors }))).toBe('None of 1 file was looked at');
    expect(textOf(page)).toMatch(/\/x\.mp4 the file has no bytes empty-file/);
  });

  test('counts the files of each verdict', () => {
    const counts = /<ul class="counts".*?<\/ul>/s.exec(
      renderReport(exampleContent([exampleLeak(), review, exampleScan('/a'), exampleScan('/b')])),
    )?.[0];
    expect(textOf(counts ?? '').trim()).toBe('1 Leak before release 1 Needs review 0 Copy of a released film 2 Nothing enrolled');
  });
});

describe('a match', () => {
  test('has its strength, chance, second hash and segments', () => {
    const text = textOf(renderReport(exampleContent([exampleLeak()])));
    expect(text).toContain('Shows Sintel Collector’s Edition, region A, batch 3');
    expect(text).toContain(
      'Strong, fewer than 1 in a billion. Chance Fewer than 1 in a billion searches of unrelated films would find as good a match by chance.',
    );
    expect(text).toContain('It agrees: 5 frames compared by blockhash/1, on average 6 % of the bits differ.');
    expect(text).toContain('0:00.000 – 0:10.000');
    expect(text).toMatch(/For a pre-release leak .*Not open yet: disc.* Against it .*No evidence tells/);
  });

  test('that is weak is said to be possible only', () => {
    const scan = exampleLeak();
    const weak = {
      ...scan,
      matches: scan.matches.map((match) => ({ ...match, strength: 'weak' as const, expectedFalseMatches: 0.05, secondOpinion: undefined })),
    };
    const text = textOf(renderReport(exampleContent([weak])));
    expect(text).toContain('May show Sintel');
    expect(text).toContain('Weak: 1 in 20 searches finds as much by chance. Chance 1 in 20 searches of unrelated films');
    expect(text).toContain('None: the fingerprints have no second hash in common.');
  });

  test('is compared with each window, by the time from its opening to the sighting', () => {
    const windows = [
      { territory: 'US', channel: 'disc', opensAt: '2026-03-10T00:00:00-05:00' },
      { territory: 'WORLD', channel: 'digital', opensAt: '2026-02-28T08:00:00Z' },
      { territory: 'FR', channel: 'disc', opensAt: '2026-03-01' },
    ] as const;
    const references = new Map([...EXAMPLE_REFERENCES].map(([id, reference]) => [id, { ...reference, windows }]));
    const text = textOf(renderReport(exampleContent([exampleLeak()], { references })));
    expect(text).toContain('United States (US) Disc 10 March 2026, 05:00 UTC 8 days 21 h before');
    expect(text).toContain('Worldwide Digital sale 28 February 2026, 08:00 UTC 1 day after');
    expect(text).toContain('France (FR) Disc 2026-03-01, time zone unknown too close to the opening to tell');
  });

  test('of a still has its place in a table, and nothing drawn over time', () => {
    const segment = { ...exampleSegment({ queryStart: 0, length: 0, referenceStart: 61.5 }), frameTimes: [0], distances: [4] };
    const still = { ...exampleLeak('/watch/shot.png'), kind: 'still' as const, duration: 0, matches: [exampleMatch([segment])] };
    const page = renderReport(exampleContent([still]));
    expect(textOf(page)).toMatch(/Length Still picture.*Position.*1:01\.500/);
    expect(page).not.toContain('<svg');
  });

  test('says why frames are missing', () => {
    const scan = exampleLeak();
    const page = (query: 'gone' | 'packed' | 'changed' | 'left-out') =>
      textOf(
        renderReport(
          exampleContent([scan]),
          new Map(
            scan.matches.map((match) => [match, choosePairs(match.segments).map((pair) => ({ ...pair, query, reference: PICTURE }))]),
          ),
        ),
      );
    expect(page('gone')).toContain('The scanned file is no longer where it was');
    expect(page('packed')).toContain('The scanned file is in an archive, so its frames are not shown here');
    expect(page('changed')).toContain('The scanned file has changed since it was compared');
    expect(page('left-out')).toContain('Frames of the scanned file are left out to keep this page small');
  });

  test('describes motion for the segments that only motion found', () => {
    const motion = { seenIn: 'brightness', moments: 40, correlation: 0.731, logChance: -7.4 } as const;
    const segments = [30, 60].map((queryStart) => exampleSegment({ queryStart, length: 10, referenceStart: 60 }));
    const reported = (vote: NonNullable<(typeof segments)[number]['motion']>) => {
      const match = exampleMatch([segments[0]!, { ...segments[1]!, motion: vote }]);
      return textOf(renderReport(exampleContent([exampleScan('/watch/talk.mp4', { matches: [match] })])));
    };
    const text = reported(motion);
    expect(text.match(/Motion fixes it/g)).toHaveLength(1);
    expect(text).toContain('From 1:00 to 1:10 the scene is too still or too short for frame hashes to fix the moment.');
    expect(text).toContain('correlation 0.73 over 40 moments. Unrelated films reach that at one in 10⁷ places.');
    expect(reported({ ...motion, seenIn: 'pictures', moments: 9 })).toContain('correlation 0.73 over 9 pictures.');
    const also = { seenIn: 'pictures', moments: 9, correlation: 0.6, logChance: -2, dependence: 0.1 } as const;
    expect(reported({ ...motion, also })).toContain('correlation 0.73 over 40 moments and 0.60 over 9 pictures. Unrelated films');
  });

  test('describes the mean-luma evidence', () => {
    const saying = (light: NonNullable<ReportMatch['light']>) => {
      const match = exampleMatch([exampleSegment({ queryStart: 0, length: 10, referenceStart: 60 })], { light });
      return textOf(renderReport(exampleContent([exampleScan('/watch/talk.mp4', { matches: [match] })])));
    };
    const light = { vote: 'agrees', changesCompared: 99, correlation: 0.466, scoreAdded: 3 } as const;
    expect(saying(light)).toContain('Mean luma changes as in the reference at the same place: correlation 0.47 over 99 changes.');
    expect(saying({ ...light, vote: 'silent', correlation: 0.1, scoreAdded: 0 })).toContain('Inconclusive: correlation 0.10');
    expect(saying({ ...light, vote: 'silent', changesCompared: 0, correlation: 0, scoreAdded: 0 })).toContain(
      'Inconclusive: luma changes too little.',
    );
  });

  test('outlines the inset picture that was compared, and says so', () => {
    const corners = [
      { x: 0.6, y: 0.1 },
      { x: 0.95, y: 0.1 },
      { x: 0.95, y: 0.45 },
      { x: 0.6, y: 0.45 },
    ] as const;
    const segment = { ...exampleSegment({ queryStart: 0, length: 10, referenceStart: 60 }), queryView: 'inset-1', inset: corners };
    const scan = exampleScan('/watch/inside.mp4', { matches: [exampleMatch([segment])] });
    const pairs = choosePairs([segment]).map((pair) => ({ ...pair, query: PICTURE, reference: PICTURE }));
    const page = renderReport(exampleContent([scan]), new Map([[scan.matches[0]!, pairs]]));
    expect(page.match(/<polygon points="60.00,10.00 95.00,10.00 95.00,45.00 60.00,45.00"/g)).toHaveLength(pairs.length);
    expect(textOf(page)).toContain('the outlined picture was compared');
    expect(textOf(page)).toContain('inset, at 60 to 95 % of its width and 10 to 45 % of its height');
  });

  test('blames nobody', () => {
    const text = textOf(renderReport(exampleContent([exampleLeak()])));
    expect(text).not.toMatch(/leaked by/i);
    expect(text).toContain('It does not say who copied them');
    expect(text).toContain('copy issued to');
  });
});

test('a report of hundreds of files stays small, and folds all but the first', () => {
  const scans = Array.from({ length: 400 }, (_, index) =>
    index % 2 ? exampleLeak(`/watch/${index}.mp4`) : exampleScan(`/watch/${index}.mp4`),
  );
  const page = renderReport(exampleContent(scans));
  expect(page.length).toBeLessThan(6e6);
  expect([...page.matchAll(/<article/g)].length).toBe(200);
  expect(page.slice(0, page.indexOf('<details')).match(/<article/g)?.length).toBe(20);
  expect(textOf(page)).toContain('180 further files with a match');
  expect(textOf(page)).toContain('No enrolled film was found in 200 files');
});
