import type { StreetdateErrorCode } from '@streetdate/core/portable';
import type { Word } from '../words.ts';

/** What failed, and what a person can do next. */
export interface FailureWords {
  readonly what: Word;
  readonly next: Word;
}

const unreadable = { what: 'failure.not-media', next: 'failure.next.other' } as const;
const damaged = { what: 'failure.damaged', next: 'failure.next.whole' } as const;
const service = { what: 'failure.service', next: 'failure.next.service' } as const;

/** Every code that an upload may have failed with. `gave-up` is the service's own: its work on an upload failed too often. */
const FAILURES: Readonly<Record<StreetdateErrorCode | 'gave-up', FailureWords>> = {
  'not-media': unreadable,
  'not-a-disc': unreadable,
  'refused-playlist': { what: 'failure.playlist', next: 'failure.next.other' },
  'empty-file': { what: 'failure.empty', next: 'failure.next.whole' },
  'no-video': { what: 'failure.no-video', next: 'failure.next.other' },
  'bad-picture-size': { what: 'failure.picture-size', next: 'failure.next.other' },
  'nothing-to-fingerprint': { what: 'failure.too-plain', next: 'failure.next.longer' },
  'decoder-failed': damaged,
  'decoder-stalled': damaged,
  'damaged-disc': damaged,
  'image-altered': { what: 'failure.altered', next: 'failure.next.whole' },
  'decoder-limit': { what: 'failure.limit', next: 'failure.next.whole' },
  'not-a-fingerprint': { what: 'failure.fingerprint', next: 'failure.next.fingerprint' },
  'newer-fingerprint': { what: 'failure.fingerprint.newer', next: 'failure.next.fingerprint' },
  'unknown-algorithm': { what: 'failure.fingerprint.unknown', next: 'failure.next.fingerprint' },
  'disc-scrambled': { what: 'failure.scrambled', next: 'failure.next.clear' },
  'archive-damaged': { what: 'failure.archive.damaged', next: 'failure.next.unpack' },
  'archive-encrypted': { what: 'failure.archive.encrypted', next: 'failure.next.unpack' },
  'archive-unsupported': { what: 'failure.archive.unsupported', next: 'failure.next.unpack' },
  'archive-bomb': { what: 'failure.archive.bomb', next: 'failure.next.unpack' },
  'file-not-found': { what: 'failure.gone', next: 'failure.next.send' },
  'file-unreadable': { what: 'failure.gone', next: 'failure.next.send' },
  'decoder-missing': service,
  'decoder-unconfined': service,
  'file-unwritable': service,
  'runtime-missing': service,
  'bad-model': service,
  'out-of-memory': service,
  'thread-failed': service,
  'bad-library': service,
  'store-unavailable': service,
  'bad-evidence': service,
  'gave-up': service,
};

/** What a code of a failed upload says. @returns undefined for a code of a later service, or none: its message is all that is known. */
export function failureWords(code: string | undefined): FailureWords | undefined {
  return code !== undefined && Object.hasOwn(FAILURES, code) ? FAILURES[code as keyof typeof FAILURES] : undefined;
}
