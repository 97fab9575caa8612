import { type Standing, TONES } from '../facts/verdict.ts';
import { say } from '../words.ts';

/** What has become of an upload, in a word. */
export function Badge({ standing }: { readonly standing: Standing }) {
  return (
    <span class="badge" data-tone={TONES[standing]}>
      {say(`standing.${standing}`)}
    </span>
  );
}
