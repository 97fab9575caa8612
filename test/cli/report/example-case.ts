import type { CaseReport } from '@streetdate/evidence';

const SERVERS = [
  ['alpha', 'FTP Alpha', 'NL'],
  ['bravo', 'FTP Bravo', 'SE'],
  ['charlie', 'Charlie <b>', 'US'],
  ['delta', 'Delta', 'SG'],
] as const;

/** A case of four servers and two titles, one of them with an odd name. */
export function exampleCase(): CaseReport {
  const first = (serverId: string, country: string, time: string, spreadSeconds?: number) => ({
    ...{ serverId, country, fileTime: time, time, path: `in/The.Film.2026.DVDRip.XviD-GRP/${serverId}.avi`, digest: 'a'.repeat(64) },
    ...{ release: 'The.Film.2026.DVDRip.XviD-GRP', group: 'GRP', copies: 2, sameAsEarlier: serverId === 'alpha' ? 0 : 1 },
    ...(spreadSeconds !== undefined && { spreadSeconds }),
  });
  const window = (territory: string, opensAt: string, daysEarly: number) => ({ territory, channel: 'disc' as const, opensAt, daysEarly });
  return {
    generatedAt: '2026-03-01T00:00:00.000Z',
    version: '0.1.0',
    servers: SERVERS.map(([id, name, country], at) => ({
      ...{ id, name, country, source: 'folder' as const, path: `/mnt/${id}`, addedAt: '2026-02-20T00:00:00.000Z' },
      ...{ files: 1200 + at, bytes: 4e9 * (at + 1), digested: 1200, digestedBytes: 4e9, unread: at, films: 3 + at },
      ...{ days: ['2026-01-01', '2026-02-10'] as const, gaps: [], filesAfterSeen: 0, unreadPlaces: at === 3 ? 2 : 0 },
      ...(at < 3 && { clock: { seconds: at === 1 ? 3600 : 0, spreadSeconds: 40, contents: 120, basis: 'middle' as const } }),
    })),
    titles: [
      {
        ...{ titleId: 'film', title: 'The Film', first: ['alpha'], contents: 2, undated: 0 },
        servers: [
          first('alpha', 'NL', '2026-01-05T10:00:00.000Z', 40),
          first('bravo', 'SE', '2026-01-06T11:00:00.000Z', 40),
          first('charlie', 'US', '2026-01-15T10:00:00.000Z', 40),
          first('delta', 'SG', '2026-02-12T10:00:00.000Z'),
        ],
        windows: [window('US', '2026-02-10T00:00:00-05:00', 35), window('DE', '2026-02-20T00:00:00+01:00', 45)],
      },
      {
        ...{ titleId: 'other', title: 'Another & <i>Odd</i> Film', first: ['bravo', 'charlie'], contents: 1, undated: 1 },
        servers: [first('bravo', 'SE', '2026-01-20T10:00:00.000Z', 172_800), first('charlie', 'US', '2026-01-21T10:00:00.000Z', 172_800)],
        windows: [window('WORLD', '2026-01-10', -11)],
      },
    ],
    overlaps: [
      { servers: ['alpha', 'bravo'], contents: 700, bytes: 3e9, share: 0.6, titles: 1 },
      { servers: ['alpha', 'charlie'], contents: 12, bytes: 1e9, share: 0.01, titles: 1 },
      { servers: ['bravo', 'charlie'], contents: 0, bytes: 0, share: 0, titles: 2 },
    ],
    unmatched: 4,
    unscanned: 1,
  };
}
