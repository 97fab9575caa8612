import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIO_ALGORITHM, checkInteger, checkList, checkObject, checkPath, writeFault } from '@streetdate/core/internal';
import { makeFolder } from '@streetdate/core/internal/files';
import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';
import { BandRows } from '../bands/band-rows.ts';
import { momentsOf } from '../bands/moments.ts';
import { bandCount, chooseKeyBits, FIRST_SOUND_CODE, listPictureBands, mostKeyBits } from '../bands/picture-bands.ts';
import { listSoundBands } from '../bands/sound-bands.ts';
import { type Column, Engine, type EngineOptions } from '../engine/duckdb.ts';
import { literal } from '../engine/sql-text.ts';
import { digestReferences, MANIFEST, manifestText, readManifest, type SweepManifest } from './manifest.ts';
import { columnsOf, PARQUET_FILES } from './parquet-files.ts';

/** A reference in the catalogue. */
export interface ExportedReference {
  /** Its id in the library. */
  readonly id: string;
  /** The id of its title. */
  readonly titleId: string;
  /** That title's name. */
  readonly title: string;
  /** `disc`, `master`, `screener` or `still`. */
  readonly kind: string;
  /** Name of a disc's edition. */
  readonly edition?: string | undefined;
  /** Territory in which it is sold. */
  readonly territory?: string | undefined;
  /** SHA-256 of its fingerprint file, hexadecimal. It later shows whether the export is still current. */
  readonly fingerprintSha256: string;
  /** Loads its fingerprint. */
  readonly load: () => Promise<Fingerprint>;
}

/** A release window in the catalogue. */
export interface ExportedWindow {
  /** The id of its title. */
  readonly titleId: string;
  /** Country code, or WORLD. */
  readonly territory: string;
  /** `theatrical`, `digital`, `disc`, `broadcast` or `screener`. */
  readonly channel: string;
  /** ISO 8601: an instant with an offset, or a local date or time. */
  readonly opensAt: string;
  /** IANA time zone of a local `opensAt`. */
  readonly timeZone?: string | undefined;
}

/** Options for {@link exportParquet}. */
export interface ExportOptions extends Omit<EngineOptions, 'temporaryFolder'> {
  /** The hash algorithm of the exported tracks. @defaultValue 'pdq/1' */
  readonly algorithm?: string;
  /** The view of the exported tracks. @defaultValue 'active' */
  readonly view?: string;
  /**
   * Bits of a band key, at least 16. Fewer bits find stronger changes and double the chance hits for each bit. @defaultValue by library
   * size, so that a query frame has about 16 chance hits
   */
  readonly keyBits?: number;
  /** Stops the export; it then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after every reference. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Limits for common keys: picture keys in more references than this, and any keys in more rows than this. They are left out if they also
 * exceed a multiple of the average key: black, logos, silence, pictures that stand still for minutes.
 */
const COMMON = { references: 16, rows: 1024, multiple: 16 } as const;

/**
 * Writes a library as Parquet: codes, band keys and catalogue, for {@link sweep} and for every engine that reads Parquet. The folder is
 * created if missing; files of an earlier export are replaced. The manifest is written last.
 * @throws StreetdateError `runtime-missing` if DuckDB is not installed, `file-unwritable`, `out-of-memory`, and errors of `load`; TypeError
 * if a reference has no track of the algorithm.
 */
export async function exportParquet(
  folder: string,
  references: readonly ExportedReference[],
  windows: readonly ExportedWindow[],
  options: ExportOptions = {},
): Promise<SweepManifest> {
  checkPath('folder', folder);
  checkList('references', references, checkObject);
  checkList('windows', windows, checkObject);
  checkObject('options', options);
  const { algorithm = 'pdq/1', view = 'active', signal, onProgress, ...engineOptions } = options;
  const parts = join(folder, `${process.pid}.part`);
  await makeFolder(parts).catch((cause) => {
    throw writeFault(folder, cause);
  });
  let engine: Engine | undefined;
  try {
    engine = await Engine.open({ ...engineOptions, temporaryFolder: parts });
    // The first pass measures the library's size, which determines the width of the band keys.
    let [frames, bits, duration] = [0, 256, 0];
    for (const reference of references) {
      signal?.throwIfAborted();
      const fingerprint = await reference.load();
      const track = trackOf(reference, fingerprint, algorithm, view);
      frames += track.timesMs.length;
      bits = track.bits;
      duration += fingerprint.duration;
    }
    const { keyBits = chooseKeyBits(frames, bits) } = options;
    checkInteger('keyBits', keyBits, 16, mostKeyBits(bits));

    for (const file of PARQUET_FILES) {
      const columns = Object.entries(columnsOf(file, bits)).map((column) => column.join(' '));
      await engine.run(`CREATE TABLE ${file}_rows (${columns.join(', ')})`);
    }
    await engine.append('windows_rows', windowColumns(windows), windows.length);
    for (const [number, reference] of references.entries()) {
      signal?.throwIfAborted();
      const fingerprint = await reference.load();
      const track = trackOf(reference, fingerprint, algorithm, view);
      await engine.append('references_rows', referenceColumns(number, reference, fingerprint.duration), 1);
      await engine.append('codes_rows', codeColumns(number, track), track.timesMs.length);
      const rows = bandsOf(fingerprint, track, keyBits);
      await engine.append('bands_rows', [rows.codes, new Int32Array(rows.count).fill(number), rows.ticks, rows.marks], rows.count);
      onProgress?.(number + 1, references.length);
    }

    const all = await count(engine, 'bands_rows', 'true');
    const multiple = (COMMON.multiple * all) / (bandCount(bits) * 2 ** keyBits);
    const [mostRows, mostReferences] = [COMMON.rows, COMMON.references].map((most) => Math.ceil(Math.max(most, multiple)));
    await engine.run(
      `CREATE TABLE common_codes AS SELECT code FROM bands_rows GROUP BY code
         HAVING count(*) > ${mostRows} OR (code < ${FIRST_SOUND_CODE} AND count(DISTINCT reference) > ${mostReferences});
       DELETE FROM bands_rows WHERE code IN (SELECT code FROM common_codes)`,
    );
    const pictureBands = await count(engine, 'bands_rows', `code < ${FIRST_SOUND_CODE}`);
    const soundBands = await count(engine, 'bands_rows', `code >= ${FIRST_SOUND_CODE}`);
    for (const file of PARQUET_FILES) {
      const order = file === 'bands' ? ' ORDER BY code, reference, tick' : '';
      await engine.run(`COPY (FROM ${file}_rows${order}) TO ${literal(join(parts, `${file}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`);
    }
    const manifest = manifestText({
      algorithm,
      view,
      bits,
      keyBits,
      references: references.length,
      digest: digestReferences(references),
      frames,
      pictureBands,
      soundBands,
      commonBands: all - pictureBands - soundBands,
      duration,
    });
    await finish(folder, parts, manifest);
    return await readManifest(folder);
  } finally {
    engine?.close();
    await rm(parts, { recursive: true, force: true });
  }
}

/** Moves the finished files into place. The old manifest goes first, so that a mixture of two exports never has one. */
async function finish(folder: string, parts: string, manifest: string): Promise<void> {
  try {
    await rm(join(folder, MANIFEST), { force: true });
    for (const name of (await readdir(parts)).filter((each) => each.endsWith('.parquet')))
      await rename(join(parts, name), join(folder, name));
    await writeFile(join(parts, MANIFEST), manifest);
    await rename(join(parts, MANIFEST), join(folder, MANIFEST));
  } catch (cause) {
    throw writeFault(folder, cause);
  }
}

async function count(engine: Engine, table: string, where: string): Promise<number> {
  for await (const [rows] of engine.rows(`SELECT count(*) FROM ${table} WHERE ${where}`)) return Number(rows);
  return 0;
}

function trackOf({ id }: ExportedReference, fingerprint: Fingerprint, algorithm: string, view: string): HashTrack {
  const track = findTrack(fingerprint, algorithm, view);
  if (track === undefined) throw new TypeError(`reference ${id} must have a track of ${algorithm} on ${view}`);
  return track;
}

function bandsOf(fingerprint: Fingerprint, track: HashTrack, keyBits: number): BandRows {
  const rows = new BandRows();
  listPictureBands(track, keyBits, rows, momentsOf(track));
  const sound = findTrack(fingerprint, AUDIO_ALGORITHM, 'sound');
  if (sound !== undefined) listSoundBands(sound, 1, rows);
  return rows;
}

function referenceColumns(number: number, reference: ExportedReference, duration: number): Column[] {
  const { id, titleId, title, kind, edition = null, territory = null, fingerprintSha256 } = reference;
  const texts = [[id], [titleId], [title], [kind], [edition], [territory]];
  return [Int32Array.of(number), ...texts, Float64Array.of(duration), [fingerprintSha256]];
}

function windowColumns(windows: readonly ExportedWindow[]): Column[] {
  return [
    windows.map(({ titleId }) => titleId),
    windows.map(({ territory }) => territory),
    windows.map(({ channel }) => channel),
    windows.map(({ opensAt }) => opensAt),
    windows.map(({ timeZone = null }) => timeZone),
  ];
}

function codeColumns(number: number, { bits, timesMs, spansMs, quality, hashes }: HashTrack): Column[] {
  const frames = timesMs.length;
  const words = bits / 32;
  const columns = Array.from({ length: Math.ceil(words / 2) }, () => new Uint32Array(2 * frames));
  for (let frame = 0; frame < frames; frame++) {
    for (let word = 0; word < words; word++) columns[word >> 1]![2 * frame + (word & 1)] = hashes[frame * words + word]!;
  }
  return [
    new Int32Array(frames).fill(number),
    Int32Array.from({ length: frames }, (_, frame) => frame),
    Int32Array.from(timesMs),
    Int32Array.from(spansMs),
    Int32Array.from(quality),
    ...columns.map(({ buffer }) => new BigInt64Array(buffer)),
  ];
}
