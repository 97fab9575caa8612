import { type AreaSpan, type Fingerprint, WHOLE_PICTURE } from '@streetdate/core/portable';
import { type Match, readSources, type Segment } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { match } from '../../policy/cases.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 90;
const film = syntheticFilm(6, SECONDS);

/** Media of a size, letterboxed to a share of the height. */
function framed(width: number, height: number, share = 1): Pick<Fingerprint, 'areas' | 'media'> {
  const area = { ...WHOLE_PICTURE, top: (1 - share) / 2, bottom: (1 + share) / 2 };
  const areas: AreaSpan[] = [{ start: 0, end: SECONDS, area }];
  return { areas, media: { width, height } };
}

/** A match of the whole copy with a reference, its one segment changed. */
const matchWith = (referenceId: string, over: Partial<Segment> = {}, more: Partial<Match> = {}): Match => ({
  ...match,
  ...more,
  referenceId,
  segments: [{ ...match.segments[0]!, queryEnd: SECONDS, referenceStart: 0, referenceEnd: SECONDS, ...over }],
});

describe('active area', () => {
  const wide = rendition('wide', 'disc', film, SECONDS, framed(1920, 1080, 0.745));
  const open = rendition('open', 'digital', film, SECONDS, framed(1920, 1080));

  test('a picture with the shape of one rendition alone excludes the other', () => {
    const reading = read(copyOf(film, SECONDS, framed(1280, 536)), [wide, open]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.3333] });
    expect(reading.evidence[0]?.reason).toBe('Its picture has the shape of the disc wide, not that of the digital rendition open.');
  });

  test('a standard-definition frame may be 4:3 or 16:9, and excludes neither', () => {
    const reading = read(copyOf(film, SECONDS, framed(720, 576)), [rendition('full', 'disc', film, SECONDS, framed(640, 480)), open]);
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toContain('shape');
  });

  test('a copy cropped to a shape of its own is of neither', () => {
    expect(ratiosOf(read(copyOf(film, SECONDS, framed(1000, 1000)), [wide, open]))).toEqual({});
  });

  test('a copy with the whole picture of one and a part of the other’s favours the one', () => {
    const copy = copyOf(film, SECONDS);
    const whole = [matchWith('wide'), matchWith('open', { referenceView: 'middle-0.9' })];
    expect(ratiosOf(readSources(copy, whole, [wide, open]))).toEqual({ digital: [0.2] });
    const cut = [matchWith('wide', { referenceView: 'middle-0.9' }), matchWith('open', { referenceView: 'middle-0.9' })];
    expect(ratiosOf(readSources(copy, cut, [wide, open]))).toEqual({});
  });
});

describe('sound', () => {
  const [french, english] = [rendition('french', 'disc', film, SECONDS), rendition('english', 'digital', film, SECONDS)];
  const sound = (vote: 'agrees' | 'disagrees' | 'silent', codesCompared = 700) => ({
    sound: { vote, codesCompared, meanDistance: vote === 'agrees' ? 0.1 : 0.46, backgroundDistance: 0.47, scoreAdded: 0 },
  });
  const copy = copyOf(film, SECONDS);
  const readVotes = (one: Partial<Match>, other: Partial<Match>) =>
    readSources(copy, [matchWith('french', {}, one), matchWith('english', {}, other)], [french, english]);

  test('the sound of one rendition under pictures of both excludes the other', () => {
    const reading = readVotes(sound('agrees'), sound('disagrees'));
    expect(ratiosOf(reading)).toEqual({ digital: [0.25] });
    expect(reading.evidence[0]?.reason).toBe('Its sound is that of the disc french, not that of the digital rendition english.');
  });

  test.each([
    ['the sound of both', sound('agrees'), sound('agrees')],
    ['a sound that is of neither', sound('disagrees'), sound('disagrees')],
    ['no sound', sound('silent'), sound('silent')],
    ['a few seconds of sound', sound('agrees', 60), sound('disagrees', 60)],
  ])('%s is inconclusive', (_, one, other) => {
    const reading = readVotes(one, other);
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toContain('sound');
  });

  const retimed = (speed: number) => {
    const other = rendition('other', 'digital', (time) => film(time / speed), SECONDS * speed);
    const matches = [
      matchWith('french', {}, sound('agrees')),
      matchWith('other', { speed, referenceEnd: SECONDS * speed }, sound('disagrees')),
    ];
    return readSources(copy, matches, [french, other]);
  };

  test('sound that was retimed to another speed is not other sound', () => {
    expect(silentOf(retimed(1 / 1.1))).toContain('sound');
  });

  test('at PAL speed sound is coded exactly, and a difference is other sound', () => {
    expect(retimed(25 / 24).evidence).toContainEqual(expect.objectContaining({ source: 'digital', likelihoodRatio: 0.25 }));
  });

  test('nothing is held against a rendition with further sound streams, which were not coded', () => {
    const streams = ['eng', 'fra'].map((language) => ({ codec: 'ac3', channels: 2, language }));
    const international = rendition('english', 'digital', film, SECONDS, { media: { sound: streams } });
    const matches = [matchWith('french', {}, sound('agrees')), matchWith('english', {}, sound('disagrees'))];
    expect(silentOf(readSources(copy, matches, [french, international]))).toContain('sound');
  });
});

describe('camera', () => {
  const renditions = [rendition('one', 'disc', film, SECONDS), rendition('other', 'digital', film, SECONDS)];
  const cameraOf = (over: Partial<Segment>, noise: number) =>
    readSources(copyOf(film, SECONDS, {}, noise), [matchWith('one', over), matchWith('other', over)], renditions).evidence.filter(
      ({ source }) => source === 'camera',
    );

  test.each<[string, Partial<Segment>, number, number | undefined]>([
    ['a clean picture from edge to edge excludes a camera', {}, 6, 0.02],
    ['a rougher one is inconclusive, since a straight camera comes as near', {}, 16, undefined],
    ['a picture that is tilted throughout favours a camera', { queryView: 'tilted+3.5', meanDistance: 0.15 }, 6, 5],
    ['an inset picture tells little', { queryView: 'inset-1', meanDistance: 0.1 }, 6, 2],
    ['a bad copy is inconclusive', {}, 50, undefined],
    ['a flat still picture is inconclusive', { independentFrames: 1, framesCompared: 360 }, 6, undefined],
    ['a copy whose edges were cropped is inconclusive', { referenceView: 'middle-0.9' }, 6, undefined],
  ])('%s', (_, over, noise, ratio) => {
    expect(cameraOf(over, noise).map(({ likelihoodRatio }) => likelihoodRatio)).toEqual(ratio === undefined ? [] : [ratio]);
  });
});
