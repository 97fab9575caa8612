import { shown } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import { hashFromHex, hashToHex } from '../hash/hex.ts';
import { checkFingerprint } from './check-fingerprint.ts';
import { type Fingerprint, findTrack } from './fingerprint.ts';

/** The algorithm whose hashes vPDQ lists. */
const PDQ = 'pdq/1';

/** Frames below this quality are left out, as PDQ's authors advise: they look like many others. */
const LEAST_QUALITY = 50;

/** Shortest time between two frames of a query, milliseconds. vPDQ lists every frame; a search by four a second finds as much. */
const STEP_MS = 250;

/**
 * Reads a film's frame hashes as vPDQ writes them, one line a frame: `frame number,quality,PDQ hash,seconds`. Platforms exchange them, and
 * ThreatExchange's tools read them.
 * @param text - Lines in order of time. Empty ones are passed over.
 * @returns A query of at most four frames a second. It has pictures alone: no sound and no luma.
 * @throws StreetdateError `not-a-fingerprint` that names the line; `nothing-to-fingerprint` if no frame is of use.
 */
export function readVpdqLines(text: string): Fingerprint {
  if (typeof text !== 'string') throw new TypeError(`text must be a string, got ${shown(text)}`);
  const times: number[] = [];
  const quality: number[] = [];
  const words: number[] = [];
  let end = 0;
  let before = -1;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const fields = /^\s*(\d{1,9})\s*,\s*(\d{1,3})\s*,\s*([0-9a-f]{64})\s*,\s*(\d{1,7}(?:\.\d+)?)\s*$/i.exec(line);
    const wrong = (reason: string) => new StreetdateError('not-a-fingerprint', `line ${index + 1} of the vPDQ hashes: ${reason}`);
    if (fields === null) throw wrong('it must be frame number, quality, 64 hexadecimal digits and seconds, with commas between');
    if (Number(fields[2]) > 100) throw wrong(`its quality must be 0 to 100, got ${fields[2]}`);
    const timeMs = Math.round(1000 * Number(fields[4]));
    if (timeMs < before) throw wrong(`its time ${fields[4]} is before that of the line above`);
    before = timeMs;
    end = timeMs;
    if (Number(fields[2]) < LEAST_QUALITY || (times.length > 0 && timeMs < times.at(-1)! + STEP_MS)) continue;
    times.push(timeMs);
    quality.push(Number(fields[2]));
    words.push(...hashFromHex(fields[3]!));
  }
  if (times.length === 0)
    throw new StreetdateError('nothing-to-fingerprint', `the vPDQ hashes have no frame of quality ${LEAST_QUALITY} or more`);
  const duration = (end + STEP_MS) / 1000;
  return {
    role: 'query',
    kind: 'film',
    duration,
    media: {},
    areas: [],
    tracks: [
      {
        algorithm: PDQ,
        view: 'active',
        bits: 256,
        timesMs: Uint32Array.from(times),
        spansMs: Uint32Array.from(times, (time, at) => Math.min(times[at + 1] ?? end + STEP_MS, time + 4 * STEP_MS) - time),
        quality: Uint8Array.from(quality),
        hashes: Uint32Array.from(words),
      },
    ],
  };
}

/**
 * Writes the frame hashes of a fingerprint as vPDQ does, see {@link readVpdqLines}. The hashes are of the active picture area; vPDQ's own
 * tool hashes the whole picture, which is the same where there are no bars. Frames are numbered by the film's frame rate, or if that is
 * unknown one after the other.
 * @returns One line for each kept frame, each with a line feed.
 * @throws StreetdateError `unknown-algorithm` if the fingerprint has no PDQ hashes.
 */
export function writeVpdqLines(fingerprint: Fingerprint): string {
  checkFingerprint('fingerprint', fingerprint);
  const track = findTrack(fingerprint, PDQ);
  if (track === undefined) throw new StreetdateError('unknown-algorithm', 'the fingerprint has no PDQ hashes');
  const { frameRate } = fingerprint.media;
  return Array.from(track.timesMs, (timeMs, at) => {
    const frame = frameRate === undefined ? at : Math.round((timeMs / 1000) * frameRate);
    return `${frame},${track.quality[at]},${hashToHex(track.hashes, 8 * at)},${(timeMs / 1000).toFixed(3)}\n`;
  }).join('');
}
