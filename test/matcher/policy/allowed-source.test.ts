import type { AllowedSource } from '@streetdate/matcher';
import { allowedEverywhere, allowingEntry, describeAllowed, readAllowedSource, readMoment } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const read = (facts: object) => readAllowedSource('entry', { id: 'a', ...facts });
const studio = read({ host: 'video.example', account: 'studio', titleId: 'sintel' });
const anyHost = read({ host: '*.video.example', wholeHost: true });
const NOON = readMoment('seenAt', '2026-12-10T12:00:00Z');
const place = { titleId: 'sintel', seen: NOON };
const allows = (entry: AllowedSource, link: string) => allowingEntry([entry], { ...place, link }) === entry;

describe('an entry', () => {
  test.each([
    [{ account: 'studio' }, 'entry.host must be given, since an account is one of a host, got none'],
    [{}, 'entry.host must be given, got none'],
    [{ host: 'video.example' }, 'entry.account must be given, or wholeHost must be true: then every account of video.example is allowed'],
    [{ host: 'video.example', wholeHost: false }, 'entry.account must be given'],
    [{ host: 'video.example', account: 'a', wholeHost: true }, 'entry must have an account or wholeHost, not both, got "a"'],
    [{ host: 'video.example', wholeHost: 'yes' }, 'entry.wholeHost must be true or false'],
    [{ host: 'video.example', wholeHost: true, fromTimeZone: 'Europe/Paris' }, 'entry.fromTimeZone must be beside from'],
    [{ host: 'video.example', wholeHost: true, untilTimeZone: 'Europe/Paris' }, 'entry.untilTimeZone must be beside until'],
    [{ host: 'video.example', wholeHost: true, from: '2026-12-02', until: '2026-12-01' }, 'entry.from must be before until'],
    [{ host: 'video.example', wholeHost: true, from: '2026-12-01Z' }, 'entry.from must be ISO 8601'],
    [{ host: 'video.example', wholeHost: true, from: '2026-12-01', fromTimeZone: 'Mars' }, 'entry.from must have an IANA time zone'],
    [
      { host: 'video.example', wholeHost: true, untill: '2027-01-01' },
      'entry must have no other fields than those of an allowed source, got "untill"',
    ],
    [{ host: 'video.example', wholeHost: true, id: '' }, 'entry.id must be a non-empty string'],
  ])('%j is refused', (facts, message) => {
    expect(() => read(facts)).toThrow(message);
  });

  test('that holds nowhere for certain is refused, and the reason names the time zones', () => {
    const short = { host: 'video.example', wholeHost: true, from: '2026-12-01', until: '2026-12-02' };
    expect(() => read(short)).toThrow('without time zones it is too short to hold anywhere');
    expect(read({ ...short, fromTimeZone: 'Asia/Tokyo', untilTimeZone: 'Asia/Tokyo' })).toMatchObject(short);
  });

  test.each([
    ...['https://video.example', 'video.example/studio', 'video.example:443', 'video.example.', '.video.example', 'video..example'],
    ...['a@video.example', 'video.example?x', 'video.example#x', 'video%2eexample', 'video example', '192.168.0.1', '[::1]', '0x7f.1', '1'],
    ...['*', '*.', '*.example', '*video.example', 'a.*.example', '*.*.example', 'video。example', 'ｖideo.example', 'vid\u00adeo.example'],
    ...['\u212aino.example', 'xn--a', `${'a'.repeat(250)}.example`, ' video.example', 'video.example\n'],
  ])('the host %j is refused', (host) => {
    expect(() => read({ host, wholeHost: true })).toThrow(/^entry\.host must/);
  });

  test.each([
    ['VIDEO.Example', 'video.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['*.Video.example', '*.video.example'],
    ['my_films.video.example', 'my_films.video.example'],
    ['nas', 'nas'],
  ])('the host %s is kept as %s', (host, kept) => {
    expect(read({ host, wholeHost: true }).host).toBe(kept);
  });

  test.each(['', '/studio', 'studio/', 'a//b', '..', 'a/../b', '@', ' studio', 'a\\b', 'a\nb', 'a\u200bb', 'a'.repeat(257)])(
    'the account %j is refused',
    (account) => {
      expect(() => read({ host: 'video.example', account })).toThrow(/^entry\.account must/);
    },
  );

  test('is put in words, with its title, its times and their zones', () => {
    const times = { from: '2026-12-01', fromTimeZone: 'America/New_York', until: '2027-01-01T00:00:00Z' };
    expect(describeAllowed(read({ host: '*.video.example', account: 'studio', titleId: 'sintel', ...times }), 'Sintel')).toBe(
      'any host under video.example, account studio, for Sintel, from 2026-12-01 (America/New_York) until 2027-01-01T00:00:00Z',
    );
    expect(describeAllowed(anyHost)).toBe('any host under video.example, every account, for every title, at any time');
    expect(describeAllowed(read({ host: 'video.example', account: 'a', until: '2027-01-01' }))).toBe(
      'video.example, account a, for every title, until the beginning of 2027-01-01 (time zone not given)',
    );
  });
});

describe('the place', () => {
  test.each([
    ...[
      'https://video.example/studio',
      'https://video.example/studio/watch/1',
      'https://video.example/@studio/1',
      'HTTPS://VIDEO.EXAMPLE/studio',
    ],
    ...[
      'http://video.example:80/studio?x=1#y',
      'https://video.example:443/studio',
      'https://video.example/%73tudio/1',
      'https://video.example/x/../studio',
    ],
  ])('%s is the account’s', (link) => {
    expect(allows(studio, link)).toBe(true);
  });

  test.each([
    ...[
      'https://video.example.evil.net/studio',
      'https://evil.net/video.example/studio',
      'https://studio@evil.net/studio',
      'https://evil.net/studio',
    ],
    ...['https://video.example@evil.net/studio', 'https://studio@video.example/', 'https://video.example:studio@evil.net/studio'],
    ...[
      'https://video.example/other?x=/studio',
      'https://video.example/?studio',
      'https://video.example/#/studio',
      'https://video.example?/studio',
    ],
    ...[
      'https://video.example/other/studio',
      'https://video.example/studios',
      'https://video.example/my-studio',
      'https://video.example/stud%69o2',
    ],
    ...[
      'https://video.example/studio%2fwatch',
      'https://video.example/other%2f..%2fstudio',
      'https://video.example/%2fstudio',
      'https://video.example//studio',
    ],
    ...[
      'https://video.example/%2573tudio',
      'https://video.example/studio/../other/1',
      'https://video.example/studio/%2e%2e/other',
      'https://video.example/studio;x',
    ],
    ...[
      'https://video.example./studio',
      'https://video.example:8443/studio',
      'http://video.example:443/studio',
      'https://video.example/STUDIO',
      'https://video.example/Studio/1',
    ],
    ...[
      'https://vіdeo.example/studio',
      'https://ｖideo.example/studio',
      'https://video。example/studio',
      'https://vid\u00adeo.example/studio',
    ],
    ...[
      'https://video%2eexample/studio',
      'https://video.example\\@evil.net/studio',
      'https://evil.net\\video.example/studio',
      'https:video.example/studio',
    ],
    ...[
      'https:///video.example/studio',
      '//video.example/studio',
      'video.example/studio',
      'ftp://video.example/studio',
      ' https://video.example/studio',
    ],
    ...[
      'https://video.example/stu\ndio',
      'https://video.example/ѕtudio',
      'https://video.example/studio\u200b',
      'https://video.example/studio%00',
      'https://sub.video.example/studio',
    ],
    ...['javascript://video.example/studio', 'https://', 'https://video.example/%ff', ''],
  ])('%j is not the account’s', (link) => {
    expect(allows(studio, link)).toBe(false);
  });

  test('any host under a domain is one with something before it, and not the domain itself', () => {
    for (const host of ['a.video.example', 'a.b.video.example', 'A.VIDEO.EXAMPLE']) expect(allows(anyHost, `https://${host}/x`)).toBe(true);
    for (const host of [
      'video.example',
      'evilvideo.example',
      'a.video.example.net',
      '.video.example',
      'a..video.example',
      'video.example.a',
    ]) {
      expect(allows(anyHost, `https://${host}/x`), host).toBe(false);
      expect(allowingEntry([anyHost], { ...place, host }), host).toBeUndefined();
    }
  });

  test('an account of several parts begins the path', () => {
    const user = read({ host: 'video.example', account: 'user/studio' });
    expect(allows(user, 'https://video.example/user/studio/1')).toBe(true);
    for (const path of ['studio', 'user', 'x/user/studio', 'user%2fstudio', 'user/studios', '@user/studio']) {
      expect(allows(user, `https://video.example/${path}`), path).toBe(false);
    }
  });

  test('an account that is stated counts without case, and instead of the path', () => {
    const at = (account: string, link = 'https://video.example/watch/1') => allowingEntry([studio], { ...place, link, account });
    for (const account of ['studio', 'Studio', '@STUDIO']) expect(at(account)).toBe(studio);
    for (const account of ['studio2', ' studio', 'ѕtudio', 'ſtudio', '@@studio', '']) expect(at(account)).toBeUndefined();
    expect(at('other', 'https://video.example/studio/1')).toBeUndefined();
    const kelvin = read({ host: 'video.example', account: 'kino' });
    expect(allowingEntry([kelvin], { ...place, host: 'video.example', account: '\u212aino' })).toBeUndefined();
  });

  test('a host alone shows no account, unless it is stated', () => {
    expect(allowingEntry([studio], { ...place, host: 'video.example' })).toBeUndefined();
    expect(allowingEntry([studio], { ...place, host: 'Video.Example', account: 'studio' })).toBe(studio);
    expect(allowingEntry([studio], { ...place, account: 'studio' })).toBeUndefined();
    expect(allowingEntry([studio], place)).toBeUndefined();
  });

  test('a link and another host are allowed together, by one entry or by two', () => {
    const link = 'https://video.example/studio/1';
    const both = (entries: AllowedSource[], host: string, account?: string) => allowingEntry(entries, { ...place, link, host, account });
    expect(both([studio], 'video.example')).toBe(studio);
    expect(both([studio], 'cdn.video.example')).toBeUndefined();
    expect(both([anyHost, studio], 'cdn.video.example')).toBe(studio);
    expect(both([studio, anyHost], 'evil.net')).toBeUndefined();
    expect(both([studio], 'not a host')).toBeUndefined();
    // Another account's page that is served from an allowed host.
    expect(allowingEntry([anyHost, studio], { ...place, link: 'https://evil.net/studio', host: 'cdn.video.example' })).toBeUndefined();
    const cdn = read({ host: 'cdn.example', account: 'studio' });
    expect(both([studio, cdn], 'cdn.example')).toBeUndefined();
    expect(both([studio, cdn], 'cdn.example', 'studio')).toBe(studio);
  });

  test('an entry of another title does not count, and one without a title is of every title', () => {
    const link = 'https://video.example/studio';
    expect(allowingEntry([studio], { link, titleId: 'other', seen: NOON })).toBeUndefined();
    expect(allowingEntry([studio], { link, titleId: 'Sintel', seen: NOON })).toBeUndefined();
    const every = read({ host: 'video.example', account: 'studio' });
    expect(allowingEntry([studio, every], { link, titleId: 'other', seen: NOON })).toBe(every);
  });
});

describe('the time', () => {
  const zones = { fromTimeZone: 'America/New_York', untilTimeZone: 'America/New_York' };
  const december = read({ host: 'video.example', wholeHost: true, from: '2026-12-01', until: '2027-01-01', ...zones });
  const anywhere = read({ host: 'video.example', wholeHost: true, from: '2026-12-01', until: '2027-01-01' });
  const at = (entry: AllowedSource, seenAt: string | undefined) =>
    allowingEntry([entry], {
      link: 'https://video.example/x',
      titleId: 'sintel',
      seen: seenAt === undefined ? undefined : readMoment('seenAt', seenAt),
    }) !== undefined;

  test.each([
    ['2026-12-01T04:59:59Z', false],
    ['2026-12-01T05:00:00Z', true],
    ['2027-01-01T04:59:59Z', true],
    ['2027-01-01T05:00:00Z', false],
    ['2026-12-10', true],
    ['2026-12-01', false],
    ['2026-12-31', false],
    [undefined, false],
  ])('seen at %s between times with a zone: %s', (seenAt, expected) => {
    expect(at(december, seenAt)).toBe(expected);
  });

  test.each([
    ['2026-12-01T11:59:59Z', false],
    ['2026-12-01T12:00:00Z', true],
    ['2026-12-31T09:59:59Z', true],
    ['2026-12-31T10:00:00Z', false],
    ['2026-12-10', true],
    ['2026-12-01', false],
    ['2026-12-02', false],
    ['2026-12-03', true],
    ['2026-12-29', true],
    ['2026-12-30', false],
  ])('seen at %s between times without a zone: %s', (seenAt, expected) => {
    expect(at(anywhere, seenAt)).toBe(expected);
  });

  test('an unknown time is inside only where there is no limit', () => {
    for (const times of [{ from: '2026-12-01' }, { until: '2026-12-01' }])
      expect(at(read({ host: 'video.example', wholeHost: true, ...times }), undefined)).toBe(false);
    expect(at(read({ host: 'video.example', wholeHost: true }), undefined)).toBe(true);
  });
});

describe('a file', () => {
  const limited = read({ id: 'b', host: 'video.example', account: 'trailers', from: '2026-12-01T00:00:00Z' });
  const inside = { link: 'https://video.example/studio', seenAt: '2026-12-10T00:00:00Z', seenAtBasis: 'observed' as const };
  const entries = [studio, limited];

  test('is allowed if every place where it was seen is, and only then', () => {
    const other = { ...inside, link: 'https://video.example/trailers/2' };
    expect(allowedEverywhere(entries, 'sintel', [inside, other, inside])).toEqual([studio, limited]);
    expect(allowedEverywhere(entries, 'sintel', [inside, { ...inside, link: 'https://evil.net/1' }])).toBeUndefined();
    expect(allowedEverywhere([studio, anyHost], 'sintel', [{ ...inside, host: 'cdn.video.example' }])).toEqual([studio, anyHost]);
    expect(allowedEverywhere(entries, 'sintel', [])).toBeUndefined();
    expect(allowedEverywhere([], 'sintel', [inside])).toBeUndefined();
  });

  test('is not allowed by a time that anyone can set, nor by a sighting of which something cannot be read', () => {
    const trailer = { ...inside, link: 'https://video.example/trailers' };
    expect(allowedEverywhere(entries, 'sintel', [trailer])).toEqual([limited]);
    for (const seenAtBasis of ['file-time', 'unknown'] as const)
      expect(allowedEverywhere(entries, 'sintel', [{ ...trailer, seenAtBasis }])).toBeUndefined();
    expect(allowedEverywhere(entries, 'sintel', [{ ...trailer, seenAt: undefined }])).toBeUndefined();
    expect(allowedEverywhere(entries, 'sintel', [{ ...inside, fault: 'its time cannot be read' }])).toBeUndefined();
  });
});

describe('whatever an attacker writes', () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const piece = fc.oneof(
    fc.constantFrom(
      'studio',
      'video.example',
      '@',
      '/',
      '\\',
      '%2f',
      '%2e',
      '..',
      '?',
      '#',
      ':',
      '.',
      ';',
      '//',
      'evil.net',
      'STUDIO',
      ' ',
      '\t',
      '%',
    ),
    fc.constantFrom('ѕ', '\u212a', '。', '\u00ad', '\u200d', 'ｖ', ':443', ':80', ':8080', '[', ']', 'xn--', '\0', '\u202e', '%00', '%40'),
    label,
  );
  const tail = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));

  test('before the host, only that host itself is allowed', () => {
    fc.assert(
      fc.property(fc.constantFrom('https://', 'http://'), tail, tail, (scheme, before, after) => {
        const link = `${scheme}${before}video.example${after}`;
        if (!allows(studio, link)) return;
        // What is allowed is the account's page for browsers and for a reader who knows only the grammar of RFC 3986.
        const url = new URL(link);
        expect([url.hostname, url.username, url.password, url.port]).toEqual(['video.example', '', '', '']);
        expect(url.pathname).toMatch(/^\/@?studio(?:\/|$)/);
        expect(/^https?:\/\/([^/?#]*)/.exec(link)?.[1]?.replace(/:\d+$/, '')).toBe('video.example');
      }),
      { numRuns: 2000 },
    );
  });

  test('another host is never allowed', () => {
    const other = fc.tuple(
      fc.array(label, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('net', 'example', 'video.example.net', 'xvideo.example'),
    );
    fc.assert(
      fc.property(other, tail, ([labels, end], after) => {
        const host = `${labels.join('.')}.${end}`;
        fc.pre(host !== 'video.example');
        expect(allows(studio, `https://${host}${after}`)).toBe(false);
        expect(allows(studio, `https://${host}/video.example/studio${after}`)).toBe(false);
      }),
    );
  });

  test('another account is never allowed, wherever the name of the allowed one stands', () => {
    fc.assert(
      fc.property(
        label,
        tail,
        fc.constantFrom('', '/', '/studio', '?x=/studio', '#studio', '/@studio', '%2fstudio'),
        (account, after, end) => {
          fc.pre(account !== 'studio' && !after.includes('..') && !after.includes('%2e'));
          expect(allows(studio, `https://video.example/${account}/${after}${end}`)).toBe(false);
        },
      ),
    );
  });

  test('any text at all as link, host and account is read without an error', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), tail);
    fc.assert(
      fc.property(text, text, text, (link, host, account) => {
        expect(() => allowingEntry([studio, anyHost], { ...place, link, host, account })).not.toThrow();
        expect(() => allowingEntry([studio, anyHost], { ...place, link: `https://video.example/${link}` })).not.toThrow();
      }),
    );
  });

  test('the link of an account is allowed, whatever follows it', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 3 }), fc.boolean(), (path, hasSign) => {
        expect(allows(studio, `https://video.example/${hasSign ? '@' : ''}studio/${path.join('/')}`)).toBe(true);
      }),
    );
  });
});
