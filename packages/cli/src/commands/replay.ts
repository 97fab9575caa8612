import { type ReplayFinding, replayBundle } from '@streetdate/evidence';
import type { replay } from '../definitions/bundle.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { readBundle } from './read-bundle.ts';

const HEADINGS: readonly (readonly [kind: ReplayFinding['kind'], heading: string])[] = [
  ['differs', 'Differs:'],
  ['equal', 'Is as the bundle states:'],
];

/** `streetdate replay` */
export const runReplay: Run<typeof replay> = async ([path = ''], { media, scan }, { console, io }) => {
  const bytes = await readBundle(path);
  const progress = followProgress(io, console);
  console.onInterrupt = undefined;
  const { onProgress } = progress;
  const replayed = replayBundle(bytes, media, { scan, onProgress, onNote: (message) => console.note(message), signal: io.signal });
  const { isConfirmed, findings } = await replayed
    .catch((error: unknown) => {
      throw error instanceof RangeError ? new UsageError(`--scan: ${error.message}`) : error;
    })
    .finally(() => progress.stop());
  const text = HEADINGS.flatMap(([kind, heading]) => {
    const sentences = findings.flatMap((finding) => (finding.kind === kind ? [`  ${finding.sentence}`] : []));
    return sentences.length === 0 ? [] : [heading, ...sentences];
  });
  console.result({ type: 'replay', path, media, isConfirmed, findings }, text.join('\n'));
  if (!isConfirmed) console.warn(path, 'the scan of this file does not confirm the bundle');
  return EXIT.nothingFound;
};
