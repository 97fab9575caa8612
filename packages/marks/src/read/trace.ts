import { fingerprintFile } from '@streetdate/core';
import { checkPath, oneLine } from '@streetdate/core/internal';
import { type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { softReadings } from '../code/soft-readings.ts';
import { inspectMaster } from '../embed/inspect-master.ts';
import { readIssued } from '../embed/issue.ts';
import { type IssuedCopy, type MarkSet, type MasterFacts, placesIn } from '../embed/mark-set.ts';
import { readJson } from '../embed/set-files.ts';
import type { MarkKey } from '../key/mark-key.ts';
import { alignCopy } from './align.ts';
import { correlationsOf, type TracedCopy, traceCopies } from './decide.ts';
import { type ReadOptions, readSegments } from './read-segments.ts';

/** What reading a copy came to. */
export interface Trace {
  /** The set. */
  readonly set: MarkSet;
  /** Parts of the original that were found in the copy, and their length in seconds of the copy. */
  readonly aligned: { readonly parts: number; readonly seconds: number };
  /** Segments of the film that were read. */
  readonly segmentsRead: number;
  /** Strength of the mark in units of its noise; about 0 where there is none. */
  readonly strength: number;
  /** Frames that could not be registered. */
  readonly framesLost: number;
  /** For each segment -1 for A to 1 for B, 0 where nothing was read. */
  readonly readings: Float64Array;
  /** What they are made of: the correlation of each segment in hundredths of its noise, above 0 for B; -32768 where nothing was read. */
  readonly correlations: Int16Array;
  /** Every issued copy with its score, the most consistent first. */
  readonly copies: readonly (TracedCopy & Pick<IssuedCopy, 'recipient' | 'file'>)[];
}

/** Options of {@link traceCopy}. */
export interface TraceOptions extends ReadOptions {
  /** The original's fingerprint in the role of a reference, where it is known. @defaultValue it is made */
  readonly fingerprint?: Fingerprint | undefined;
}

/**
 * Reads the set of a folder.
 * @param key - Its key, if it is to be checked.
 * @throws StreetdateError `file-not-found` where there is none; `bad-evidence` where it is of another version or key.
 */
export async function readMarkSet(folder: string, key?: MarkKey): Promise<MarkSet> {
  checkPath('folder', folder);
  const path = placesIn(folder).set;
  const set = await readJson<MarkSet>(path);
  if (set === undefined)
    throw new StreetdateError('file-not-found', `${folder} holds no finished set of marks: ${path} is missing`, { path });
  if (set?.type !== 'mark-set' || set.version !== 1)
    throw new StreetdateError('bad-evidence', `${path} is no set of marks that this version reads`, { path });
  if (key !== undefined && set.key !== key.id) {
    throw new StreetdateError('bad-evidence', `${folder} was marked with the key ${set.key}; the given one is ${key.id}`, { path: folder });
  }
  return set;
}

/** Seconds by which the stated lengths of one film differ from container to container. */
const LENGTH_ERROR = 1;

/**
 * Refuses another film or cut as the original, before anything of it is decoded: its moments are not those of the segments. A master in another
 * container has the same pictures.
 * @throws StreetdateError as of `inspectMaster`; `bad-evidence` where size, frame rate or length are those of another film.
 */
export async function checkOriginal(original: string, { master }: MarkSet, signal?: AbortSignal): Promise<void> {
  const facts = await inspectMaster(original, signal);
  const shape = ({ width, height, frameRate }: MasterFacts) => `${width} × ${height} pixels at ${frameRate} frames a second`;
  const length = ({ seconds }: MasterFacts) => `${seconds.toFixed(1)} s`;
  const isAnother = shape(facts) !== shape(master) || Math.abs(facts.seconds - master.seconds) > LENGTH_ERROR;
  if (!isAnother) return;
  const told = (each: MasterFacts) => `${shape(each)}, ${length(each)}`;
  const message = `${oneLine(original)} is not the film that was marked, ${oneLine(master.name)}: it has ${told(facts)}, and that one ${told(master)}`;
  throw new StreetdateError('bad-evidence', message, { path: original });
}

/**
 * Reads the marks of a copy with the original at hand, and scores every copy that was issued. A copy is consistent when the chance that one
 * which was not used scores as high is within the odds of the set; that says nothing about who passed it on.
 * @param copy - The suspect file. It is decoded as any upload is.
 * @throws StreetdateError as of `fingerprintFile` and `inspectMaster`; `bad-evidence` when the key is another one's, or the original is another
 * film than the one that was marked.
 */
export async function traceCopy(copy: string, original: string, folder: string, key: MarkKey, options: TraceOptions = {}): Promise<Trace> {
  checkPath('copy', copy);
  checkPath('original', original);
  const set = await readMarkSet(folder, key);
  const issued = await readIssued(folder);
  await checkOriginal(original, set, options.signal);
  const fingerprint = options.fingerprint ?? (await fingerprintFile(original, { role: 'reference', signal: options.signal }));
  const alignments = await alignCopy(copy, fingerprint, options.signal);
  const sums = await readSegments(copy, original, alignments, set, key, options);
  const correlations = correlationsOf(sums);
  const { readings, segmentsRead, strength } = softReadings(correlations);
  const traced = traceCopies(
    { readings, segmentsRead, strength },
    key,
    set,
    issued.map(({ serial }) => serial),
  );
  const bySerial = new Map(issued.map((each) => [each.serial, each]));
  return {
    set,
    aligned: { parts: alignments.length, seconds: alignments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0) },
    segmentsRead,
    strength,
    framesLost: sums.lost,
    readings,
    correlations,
    copies: traced.map((each) => ({ ...each, recipient: bySerial.get(each.serial)!.recipient, file: bySerial.get(each.serial)!.file })),
  };
}
