import { mediaTime } from '@streetdate/evidence/internal/words';

/** Seconds as `1:02:03.4` or `2:03.4`. */
export function formatTime(seconds: number): string {
  return mediaTime(seconds, 1);
}
