import type {
  AudioFacts,
  AveragePicture,
  Blending,
  Details,
  Fingerprint,
  HashTrack,
  InsetSpan,
  LocalFeatures,
  Look,
  LumaSeries,
  PictureArea,
  SubtitleTrack,
  Thumbnails,
} from '@streetdate/core/portable';
import fc from 'fast-check';

/** Any valid fingerprint, small: what {@link Fingerprint} allows and nothing else. Times are whole milliseconds. */
export function arbitraryFingerprint(): fc.Arbitrary<Fingerprint> {
  return fc
    .record({
      role: fc.constantFrom('reference' as const, 'query' as const),
      kind: fc.constantFrom('film' as const, 'still' as const, 'sound' as const),
      duration: arbitrarySeconds(),
      tracks: fc.uniqueArray(arbitraryTrack(), { maxLength: 3, selector: ({ algorithm, view }) => `${algorithm} ${view}` }),
      areas: arbitraryAreas(),
      insets: fc.option(arbitraryInsets(), { nil: undefined }),
      media: arbitraryMedia(),
      thumbnails: fc.option(arbitraryThumbnails(), { nil: undefined }),
      details: fc.option(arbitraryDetails(), { nil: undefined }),
      blending: fc.option(arbitraryBlending(), { nil: undefined }),
      subtitles: fc.option(arbitrarySubtitles(), { nil: undefined }),
      brightness: fc.option(arbitraryBrightness(), { nil: undefined }),
      average: fc.option(arbitraryAverage(), { nil: undefined }),
      localFeatures: fc.option(arbitraryLocalFeatures(), { nil: undefined }),
      look: fc.option(arbitraryLook(), { nil: undefined }),
      damage: fc.option(fc.record({ reason: fc.string({ unit: 'binary' }), secondsCovered: arbitrarySeconds() }), { nil: undefined }),
    })
    .map(({ insets, thumbnails, details, blending, subtitles, brightness, average, localFeatures, look, damage, ...rest }) => ({
      ...rest,
      ...(insets && { insets }),
      ...(thumbnails && { thumbnails }),
      ...(details && { details }),
      ...(blending && { blending }),
      ...(subtitles && { subtitles }),
      ...(brightness && { luma: brightness }),
      ...(average && { average }),
      ...(localFeatures && { localFeatures }),
      ...(look && { look }),
      ...(damage && { damage }),
    }));
}

function arbitrarySubtitles(): fc.Arbitrary<SubtitleTrack[]> {
  const ascending = (maxLength: number) =>
    fc.uniqueArray(fc.nat(0xffff_ffff), { minLength: 1, maxLength }).map((numbers) => numbers.sort((one, next) => one - next));
  return ascending(3).chain((streams) =>
    fc.tuple(...streams.map((stream) => ascending(20).map((times) => ({ stream, timesMs: Uint32Array.from(times) })))),
  );
}

function arbitraryTrack(): fc.Arbitrary<HashTrack> {
  const frame = fc.record({
    gap: fc.integer({ min: 0, max: 5000 }),
    span: fc.integer({ min: 1, max: 5000 }),
    quality: fc.integer({ min: 0, max: 100 }),
  });
  return fc
    .record({
      algorithm: arbitraryId(),
      view: arbitraryId(),
      words: fc.integer({ min: 1, max: 32 }),
      frames: fc.array(frame, { maxLength: 20 }),
      seed: fc.nat(),
    })
    .map(({ algorithm, view, words, frames, seed }) => {
      let end = 0;
      const timesMs = Uint32Array.from(frames, ({ gap, span }) => {
        const time = end + gap;
        end = time + span;
        return time;
      });
      return {
        algorithm,
        view,
        bits: 32 * words,
        timesMs,
        spansMs: Uint32Array.from(frames, ({ span }) => span),
        quality: Uint8Array.from(frames, ({ quality }) => quality),
        hashes: Uint32Array.from({ length: frames.length * words }, (_, at) => Math.imul(seed + at, 0x9e3779b1)),
      };
    });
}

function arbitraryBlending(): fc.Arbitrary<Blending> {
  const entry = fc.record({ gap: fc.integer({ min: 1, max: 5000 }), nearness: fc.integer({ min: 0, max: 255 }) });
  return fc.array(entry, { maxLength: 20 }).map((entries) => {
    let time = -1;
    return {
      timesMs: Uint32Array.from(entries, ({ gap }) => (time += gap)),
      nearness: Uint8Array.from(entries, ({ nearness }) => nearness),
    };
  });
}

function arbitraryBrightness(): fc.Arbitrary<LumaSeries> {
  const entry = fc.record({ gap: fc.integer({ min: 1, max: 5000 }), mean: fc.integer({ min: 0, max: 255 * 256 }) });
  const kept = fc.option(fc.nat());
  return fc.tuple(fc.array(entry, { maxLength: 20 }), kept, kept, kept).map(([entries, seed, cells, rises]) => {
    let time = -1;
    return {
      timesMs: Uint32Array.from(entries, ({ gap }) => (time += gap)),
      means: Uint16Array.from(entries, ({ mean }) => mean),
      ...(seed !== null && {
        coarseGrid: Uint8Array.from({ length: 9 * entries.length }, (_, at) => Math.imul(seed + at, 0x9e3779b1) >>> 24),
      }),
      ...(cells !== null && {
        fineGrid: Uint8Array.from({ length: 64 * entries.length }, (_, at) => Math.imul(cells + at, 0x9e3779b1) >>> 24),
      }),
      ...(rises !== null && {
        changeSigns: Uint32Array.from({ length: 2 * entries.length }, (_, at) => Math.imul(rises + at, 0x9e3779b1) >>> 0),
      }),
    };
  });
}

function arbitraryAverage(): fc.Arbitrary<AveragePicture> {
  const pictures = fc.integer({ min: 1, max: 0xffff_ffff });
  return fc.record({ side: fc.integer({ min: 1, max: 9 }), pictures, seed: fc.nat() }).map(({ side, pictures, seed }) => {
    const shorts = (salt: number) => Uint16Array.from({ length: side * side }, (_, at) => Math.imul(seed + salt + at, 0x9e3779b1) >>> 16);
    return { side, pictures, means: shorts(0), spreads: shorts(99) };
  });
}

function arbitraryLocalFeatures(): fc.Arbitrary<LocalFeatures> {
  const picture = fc.record({ gap: fc.integer({ min: 1, max: 5000 }), keypoints: fc.nat(6) });
  const pictures = fc.array(picture, { minLength: 1, maxLength: 6 });
  return fc.record({ looks: fc.constantFrom(1, 4), pictures, seed: fc.nat() }).map(({ looks, pictures, seed }) => {
    let [timeMs, end] = [-1, 0];
    const ends = Uint32Array.from(pictures, ({ keypoints }) => (end += keypoints));
    return {
      timesMs: Uint32Array.from(pictures, ({ gap }) => (timeMs += gap)),
      ends,
      places: Uint8Array.from({ length: 4 * end }, (_, at) => Math.imul(seed + at, 0x9e3779b1) >>> 24),
      looks,
      codes: Uint32Array.from({ length: 2 * looks * end }, (_, at) => Math.imul(seed + at, 0x9e3779b1)),
    };
  });
}

function arbitraryArea(): fc.Arbitrary<PictureArea> {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const edges = fc
    .uniqueArray(
      fraction.map((value) => value + 0),
      { minLength: 2, maxLength: 2 },
    )
    .map((pair) => pair.sort((x, y) => x - y));
  return fc
    .record({ across: edges, down: edges })
    .map(({ across, down }) => ({ left: across[0]!, top: down[0]!, right: across[1]!, bottom: down[1]! }));
}

function arbitraryAreas(): fc.Arbitrary<Fingerprint['areas']> {
  return fc.array(fc.record({ gap: fc.nat(9999), length: fc.nat(9999), area: arbitraryArea() }), { maxLength: 4 }).map((spans) => {
    let endMs = 0;
    return spans.map(({ gap, length, area }) => {
      const startMs = endMs + gap;
      endMs = startMs + length;
      return { start: startMs / 1000, end: endMs / 1000, area };
    });
  });
}

function arbitraryInsets(): fc.Arbitrary<readonly InsetSpan[]> {
  const coordinate = fc.double({ min: -1, max: 2, noNaN: true });
  const point = fc.record({ x: coordinate, y: coordinate });
  const span = fc.record({
    view: arbitraryId(),
    gap: fc.nat(9999),
    length: fc.nat(9999),
    corners: fc.tuple(point, point, point, point),
  });
  return fc.array(span, { maxLength: 4 }).map((spans) => {
    let startMs = 0;
    return spans.map(({ view, gap, length, corners }) => {
      startMs += gap;
      return { view, start: startMs / 1000, end: (startMs + length) / 1000, corners };
    });
  });
}

function arbitraryThumbnails(): fc.Arbitrary<Thumbnails> {
  const gaps = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
  return fc.record({ side: fc.integer({ min: 1, max: 9 }), gaps, seed: fc.nat() }).map(({ side, gaps, seed }) => {
    let timeMs = 0;
    return {
      side,
      timesMs: Uint32Array.from(gaps, (gap) => (timeMs += gap)),
      pixels: Uint8Array.from({ length: gaps.length * side * side }, (_, at) => Math.imul(seed + at, 0x9e3779b1) >>> 24),
    };
  });
}

function arbitraryDetails(): fc.Arbitrary<Details> {
  const size = fc.integer({ min: 1, max: 9 });
  const gaps = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
  return fc.record({ width: size, height: size, area: arbitraryArea(), gaps, seed: fc.nat() }).map(({ gaps, seed, ...rest }) => {
    let timeMs = 0;
    return {
      ...rest,
      timesMs: Uint32Array.from(gaps, (gap) => (timeMs += gap)),
      pixels: Uint8Array.from({ length: gaps.length * rest.width * rest.height }, (_, at) => Math.imul(seed + at, 0x9e3779b1) >>> 24),
    };
  });
}

function arbitraryLook(): fc.Arbitrary<Look> {
  const span = fc.record({ start: arbitrarySeconds(), end: arbitrarySeconds() });
  return fc.record({ frames: fc.constantFrom('reference', 'key'), closer: fc.array(span, { maxLength: 3 }) });
}

function arbitraryMedia(): fc.Arbitrary<Fingerprint['media']> {
  return fc.record(
    {
      container: fc.string({ unit: 'binary' }),
      videoCodec: fc.string(),
      width: fc.nat(),
      height: fc.nat(),
      displayAspect: fc.double({ min: 0.1, max: 10, noNaN: true }),
      frameRate: fc.double({ min: 0, max: 1000, noNaN: true }),
      fileBytes: fc.maxSafeNat(),
      audioCodec: fc.string(),
      sound: fc.array(arbitrarySound(), { maxLength: 3 }),
      deinterlaced: fc.boolean(),
      chapters: fc.array(arbitrarySeconds(), { maxLength: 4 }).map((starts) => starts.sort((one, next) => one - next)),
    },
    { requiredKeys: [] },
  );
}

function arbitrarySound(): fc.Arbitrary<AudioFacts> {
  return fc.record(
    { codec: fc.string(), channels: fc.nat(16), language: fc.stringMatching(/^[a-z]{2,3}$/) },
    { requiredKeys: ['codec', 'channels'] },
  );
}

const arbitrarySeconds = () => fc.nat(0xffff_ffff).map((milliseconds) => milliseconds / 1000);
const arbitraryId = () => fc.stringMatching(/^[!-~]{1,16}$/);
