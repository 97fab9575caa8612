import { encodeFingerprint, findTrack } from '@streetdate/core/portable';
import { findMatches, LinearIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { completeFilm } from '../../../packages/bench/src/scale/complete-film.ts';

const film = completeFilm(7);

describe('a generated film with every track', () => {
  test('is a valid fingerprint, and the same for the same seed', () => {
    expect(encodeFingerprint(film)).toEqual(encodeFingerprint(completeFilm(7)));
  });

  test('has the tracks and grids that proposers read', () => {
    expect(film.tracks.map(({ view }) => view)).toEqual(['active', 'middle-0.9', 'middle-0.5', 'sound']);
    expect(film.luma).toMatchObject({ coarseGrid: expect.any(Uint8Array), changeSigns: expect.any(Uint32Array) });
    expect(findTrack(film, 'pdq/1')!.timesMs).toHaveLength(3600 * 8);
  });

  test('shares nothing with another one', () => {
    const index = new LinearIndex();
    index.add('film', film);
    const track = completeFilm(800).tracks[0]!;
    const frames = [...track.timesMs.keys()].slice(8000, 8240);
    const cut = {
      ...track,
      timesMs: track.timesMs.slice(0, frames.length),
      spansMs: track.spansMs.slice(0, frames.length),
      quality: track.quality.slice(0, frames.length),
      hashes: track.hashes.slice(8 * frames[0]!, 8 * (frames.at(-1)! + 1)),
    };
    expect(findMatches({ role: 'query', kind: 'film', duration: 30, tracks: [cut], areas: [], media: {} }, index)).toEqual([]);
  });
});
