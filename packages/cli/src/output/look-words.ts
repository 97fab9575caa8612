import { secondsIn } from '@streetdate/core/internal';
import type { ScanRecord } from '@streetdate/engine/records';

/** How closely a film was looked at, as the end of a sentence about it; undefined where every frame of it was decoded. */
export function lookInWords({ frames, closer }: ScanRecord['look']): string | undefined {
  if (frames === 'every') return undefined;
  if (frames === 'reference') return 'seen but for the frames that no other depends on';
  const seconds = Math.round(secondsIn(closer));
  return `seen at its key frames${seconds > 0 ? `, and closely for ${seconds} s` : ''}`;
}
