import { secondsIn } from '@streetdate/core/internal';
import type { ScanRecord } from '@streetdate/engine/records';

/** Which frames of a film were decoded; undefined when all of them were. */
export function lookInWords({ frames, closer }: ScanRecord['look']): string | undefined {
  if (frames === 'every') return undefined;
  if (frames === 'reference') return 'decoded without the frames that no other frame needs';
  const seconds = Math.round(secondsIn(closer));
  return `decoded by key frames${seconds > 0 ? `, and in full for ${seconds} s` : ''}`;
}
