import type { ReleaseWindow } from './types.ts';
import type { Verdict } from './verdict.ts';

/** Each kind of verdict as pages name it, gravest first: the report, and the console in English. */
export const VERDICT_NAMES = {
  'pre-release-leak': 'Leak before release',
  'needs-review': 'Needs review',
  authorised: 'Allowed there',
  'released-copy': 'Copy of a released film',
  'published-material': 'Published material',
  'no-match': 'Nothing enrolled',
} as const satisfies Record<Verdict['kind'], string>;

/** Each channel of release as pages name it. */
export const CHANNEL_NAMES = {
  theatrical: 'Cinema',
  digital: 'Digital sale',
  disc: 'Disc',
  broadcast: 'Broadcast',
  screener: 'Screener',
  licensed: 'Licensed use',
} as const satisfies Record<ReleaseWindow['channel'], string>;
