import { StreetdateError } from '@streetdate/core/portable';
import type { BadBlob } from '@streetdate/engine/internal';
import type { Context } from './command.ts';

/** Reports blobs that are missing or damaged. The exit status is then 3. */
export function failBadBlobs({ console }: Context, place: string, bad: readonly BadBlob[]): void {
  for (const { kind, sha256, fault } of bad) {
    const way = kind === 'segment' ? 'with --repair, the next search makes it again' : 'enroll or scan its media again';
    const reason = `the ${kind} ${sha256} is ${fault}; ${way}`;
    console.fail(place, new StreetdateError('bad-library', `${place}: ${reason}`, { path: place }));
  }
}
