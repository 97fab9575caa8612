import { fingerprintFile } from '@streetdate/core';
import { sha256OfFile } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import type { LedgerEvent } from '@streetdate/evidence';
import {
  checkMaster,
  commitCode,
  HIGHEST_ODDS,
  type IssuedCopy,
  issueCopies,
  lengthTable,
  type MarkKey,
  type MarkSet,
  openCode,
  planCanaries,
  readCanaries,
  readIssued,
  readMarkSet,
  renderVersions,
  type Trace,
  traceCopy,
} from '@streetdate/marks';
import { checkOriginal, checkRecipients, inspectMaster, packCorrelations, placesIn, rateOf } from '@streetdate/marks/internal';
import type { mark, marksPlan, trace } from '../definitions/marks.ts';
import { EXIT, UsageError } from '../exit.ts';
import { escapeText } from '../output/escape.ts';
import { formatTime } from '../output/format-time.ts';
import { showSteps } from '../output/step-progress.ts';
import type { Run } from './command.ts';
import { knownFingerprints } from './known-fingerprints.ts';
import { markKeyOf } from './mark-key-of.ts';
import { readRecipientRows } from './recipient-rows.ts';
import { recordInLedger } from './record-in-ledger.ts';

/** `streetdate mark` */
export const runMark: Run<typeof mark> = async ([master = ''], { recipients, out, segment, by, ...options }, context) => {
  const { console, io } = context;
  const names = (await readRecipientRows(recipients)).map(({ recipient }) => recipient);
  checkRecipients(
    names,
    (await readIssued(out)).map(({ recipient }) => recipient),
    placesIn(out).issued,
  );
  const { container, colluders: copies, crf, preset } = options;
  const { signal } = io;
  const settings = { segmentSeconds: segment, colluders: copies, crf, preset, signal };
  const steps = showSteps(io, console);
  let key: MarkKey;
  let set: MarkSet;
  try {
    await checkMaster(master, { ...settings, container });
    key = await markKeyOf(options, context, true);
    set = await renderVersions(master, out, key, {
      ...settings,
      onProgress: (frames, of) => steps.show(Math.min(1, frames / of), `${frames} of about ${of} frames in two versions`),
    });
  } catch (error) {
    // The film is too short for the claim, or an option is out of its range.
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  } finally {
    steps.stop();
  }
  const { segments, segmentFrames, colluders, odds, quality } = set;
  const record = {
    type: 'marked',
    set: set.set,
    segments,
    segmentFrames,
    colluders,
    odds,
    psnrMean: quality.mean,
    psnrLeast: quality.least,
  };
  console.result(
    record,
    `${segments} segments of ${segmentFrames} frames in two versions; the marks have ${quality.mean} dB, and ${quality.least} dB in the frame that they change most`,
  );
  const issued: IssuedCopy[] = [];
  try {
    await issueCopies(master, out, key, set, names, {
      ...{ container, now: io.now, signal },
      onIssued: (copy) => {
        issued.push(copy);
        console.result({ type: 'issued-copy', ...copy }, `${escapeText(copy.recipient)}: ${copy.file}`);
      },
    });
  } finally {
    // A copy that was issued is recorded, whatever stopped the next one.
    if (issued.length > 0) await recordInLedger(context, by, () => issueEvent(key, set, issued));
  }
  return EXIT.nothingFound;
};

/** `streetdate trace` */
export const runTrace: Run<typeof trace> = async (paths, { original, marks, by, ...options }, context) => {
  const { console, io } = context;
  const key = await markKeyOf(options, context, false);
  await checkOriginal(original, await readMarkSet(marks, key), io.signal);
  const known = await knownFingerprints(context, [original]);
  const fingerprint = known.get(original) ?? (await fingerprintFile(original, { role: 'reference', signal: io.signal }));
  for (const path of paths) {
    const steps = showSteps(io, console);
    try {
      const read = await traceCopy(path, original, marks, key, {
        fingerprint,
        signal: io.signal,
        onProgress: (seconds) => steps.show(0, `${formatTime(seconds)} of ${escapeText(path)} is read`),
      });
      const copies = read.copies.map(({ file: _file, ...copy }) => copy);
      const record = {
        type: 'trace',
        path,
        set: read.set.set,
        alignedSeconds: read.aligned.seconds,
        segmentsRead: read.segmentsRead,
        segments: read.set.segments,
        strength: read.strength,
        consistentWith: copies.filter(({ consistent }) => consistent).length,
        copies,
      };
      console.result(record, traceText(path, read).join('\n'));
      const consistent = copies
        .filter((copy) => copy.consistent)
        .map(({ serial, logChance, logRatio }) => ({ serial, logChance: rounded(logChance), logRatio: rounded(logRatio) }));
      await recordInLedger(context, by, async () => readingEvent(key, read, path, (await sha256OfFile(path)).sha256, consistent));
    } catch (error) {
      io.signal.throwIfAborted();
      if (!(error instanceof StreetdateError) || error.code === 'bad-evidence') throw error;
      console.fail(path, error);
    } finally {
      steps.stop();
    }
  }
  return EXIT.nothingFound;
};

/** What the ledger keeps of an issue: the digests fix the code before a copy is found. */
function issueEvent(key: MarkKey, set: MarkSet, issued: readonly IssuedCopy[]): LedgerEvent {
  const { segments, colluders, odds } = set;
  const { biasesSha256, wordsSha256 } = commitCode(
    key,
    set,
    issued.map(({ serial }) => serial),
  );
  return {
    kind: 'mark-issue',
    set: set.set,
    code: { segments, colluders, odds, biasesSha256 },
    copies: issued.map(({ serial, recipient, sha256 }) => ({
      ...{ serial, recipient, fileSha256: sha256 },
      wordSha256: wordsSha256.get(serial)!,
    })),
  };
}

/** What the ledger keeps of a reading: all that its numbers are computed from, and of the code only the words of the named copies. */
function readingEvent(
  key: MarkKey,
  { set, segmentsRead, strength, correlations }: Trace,
  path: string,
  sha256: string,
  consistent: Extract<LedgerEvent, { kind: 'mark-reading' }>['consistent'],
): LedgerEvent {
  const { biases, words } = openCode(
    key,
    set,
    consistent.map(({ serial }) => serial),
  );
  return {
    ...{ kind: 'mark-reading', set: set.set, path, fileSha256: sha256, segmentsRead, odds: set.odds },
    strength: rounded(strength),
    consistent,
    code: {
      colluders: set.colluders,
      correlations: Buffer.from(packCorrelations(correlations)).toString('base64'),
      ...(words.length > 0 && { biases: { ...biases } }),
      words: words.map((word) => ({ ...word })),
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function traceText(path: string, { aligned, segmentsRead, set, strength, copies }: Trace): string[] {
  const consistent = copies.filter((copy) => copy.consistent);
  const lines = consistent.map(({ recipient, serial, logChance, logRatio }) => {
    const odds = `a copy that was not used scores as high with a chance of at most 10^${logChance.toFixed(1)}`;
    return `copy consistent with the one issued to ${escapeText(recipient)} (${serial}): ${odds}; likelihood ratio 10^${logRatio.toFixed(1)}`;
  });
  const [best] = copies;
  const closest =
    best === undefined ? 'no copy was issued' : `the closest of ${copies.length} could be chance: 10^${best.logChance.toFixed(1)}`;
  return [
    escapeText(path),
    ...(lines.length > 0 ? lines : [`consistent with no issued copy; ${closest}`]),
    `Read: ${segmentsRead} of ${set.segments} segments in ${formatTime(aligned.seconds)} that show the original; strength of the mark ${strength.toFixed(1)} times its noise.`,
    ...(consistent.length > 0 ? ['It says which copies were used, and not who passed them on.'] : []),
  ].map((line, at) => (at === 0 ? line : `  ${line}`));
}

/** `streetdate marks plan` */
export const runMarksPlan: Run<typeof marksPlan> = async ([master], { segment = 2, canaries }, { console, io }) => {
  if (canaries !== undefined) {
    const plan = planCanaries(await readCanaries(canaries));
    const text = plan.afterLosses.map((count, losses) =>
      losses === 0 ? `${count} recipients get combinations of their own` : `${count} are told apart where any ${losses} of them were lost`,
    );
    console.result({ type: 'canary-plan', ...plan }, text.join('\n'));
    return EXIT.nothingFound;
  }
  let [segmentSeconds, filmSegments]: [number, number | undefined] = [segment, undefined];
  if (master !== undefined) {
    const { frameRate, seconds } = await inspectMaster(master, io.signal);
    const frames = Math.max(2, Math.round(segment * rateOf(frameRate)));
    segmentSeconds = frames / rateOf(frameRate);
    filmSegments = Math.floor(seconds / segmentSeconds);
  }
  const [missOdds, readable] = [0.05, 0.8];
  const rows = lengthTable(segmentSeconds, filmSegments, { missOdds, readable });
  const record = {
    type: 'marks-plan',
    segmentSeconds,
    ...(filmSegments !== undefined && { filmSegments }),
    odds: HIGHEST_ODDS,
    missOdds,
    readable,
    rows,
  };
  const film = filmSegments === undefined ? '' : ` The film has ${filmSegments}.`;
  console.result(
    record,
    [
      `Segments of ${segmentSeconds.toFixed(2)} s that tell copies after some are put together.${film}`,
      'put together  segments  running time',
      ...rows.map(({ colluders, segments, seconds, fits }) => {
        const verdict = fits === undefined ? '' : fits ? '  fits' : '  the film is too short';
        return `${String(colluders).padStart(12)}  ${String(segments).padStart(8)}  ${formatTime(seconds).padStart(12)}${verdict}`;
      }),
      `A copy that was not used is named with a chance of at most ${HIGHEST_ODDS}. Where a copy still tells ${readable * 100} % of its segments, no used copy is named with a chance of ${missOdds * 100} %.`,
    ].join('\n'),
  );
  return EXIT.nothingFound;
};
