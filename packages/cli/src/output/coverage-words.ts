import { secondsIn } from '@streetdate/core/internal';
import type { ScanRecord } from '@streetdate/engine/records';

/** Which frames of a film were decoded, as the end of a sentence about it; undefined if every frame was. */
export function coverageInWords({ frames, closer }: ScanRecord['look']): string | undefined {
  if (frames === 'every') return undefined;
  if (frames === 'reference') return 'decoded except for non-reference frames';
  const seconds = Math.round(secondsIn(closer));
  return `decoded at key frames${seconds > 0 ? `, and in full for ${seconds} s` : ' only'}`;
}
