import type { LedgerEvent } from '@streetdate/evidence';
import { commitCode, MarkKey, openCode } from '@streetdate/marks';
import { biasesOf, logChanceOf, logRatioOf, packCorrelations, scoreOf, softReadings, wordOf } from '@streetdate/marks/internal';

const SET = { set: 'f00dfeedf00dfeed', segments: 60, colluders: 2 };
const ODDS = 1e-6;
const COPIES = [
  { serial: 'a1', recipient: 'Reviewer A' },
  { serial: 'b2', recipient: 'Reviewer B' },
];

/** The key of the marks that {@link markEvents} are of, and another one. */
export const MARK_KEY = new MarkKey(new Uint8Array(32).fill(7));
const OTHER_KEY = new MarkKey(new Uint8Array(32).fill(8));

/** Two issued copies, and a reading that names the first one: every ninth segment is read wrong, and every tenth not at all. */
export function markEvents(fileSha256: string): { readonly issue: LedgerEvent; readonly reading: LedgerEvent } {
  const { biasesSha256, wordsSha256 } = commitCode(MARK_KEY, SET, serials());
  const { set, ...code } = SET;
  const issue: LedgerEvent = {
    kind: 'mark-issue',
    set,
    code: { ...code, odds: ODDS, biasesSha256 },
    copies: COPIES.map((copy) => ({ ...copy, fileSha256: 'c'.repeat(64), wordSha256: wordsSha256.get(copy.serial)! })),
  };
  return { issue, reading: readingOf('a1', fileSha256) };
}

/** A reading as of a copy, whose numbers are right. */
export function readingOf(serial: string, fileSha256: string, named = serial): LedgerEvent {
  const biases = biasesOf(MARK_KEY, SET.set, SET.segments, SET.colluders);
  const correlations = Int16Array.from(wordOf(MARK_KEY, SET.set, serial, biases), (bit, at) =>
    at % 10 === 9 ? -32_768 : (bit === 1 ? 400 : -400) * (at % 9 === 8 ? -1 : 1),
  );
  const { readings, segmentsRead, strength } = softReadings(correlations);
  const word = wordOf(MARK_KEY, SET.set, named, biases);
  const logChance = rounded(logChanceOf(scoreOf(readings, word, biases), readings, biases));
  const logRatio = rounded(logRatioOf(readings, word, biases, SET.colluders));
  return {
    ...{ kind: 'mark-reading', set: SET.set, path: '/seen/copy.sdfp', fileSha256, segmentsRead, odds: ODDS, strength: rounded(strength) },
    consistent: [{ serial: named, logChance, logRatio }],
    code: { colluders: 2, correlations: Buffer.from(packCorrelations(correlations)).toString('base64'), ...openingOf([named]) },
  };
}

/** What is handed over of the code of these copies. */
export function openingOf(of: readonly string[], key = MARK_KEY) {
  const { biases, words } = openCode(key, SET, of);
  return { biases: { ...biases }, words: words.map((word) => ({ ...word })) };
}

/** The same of another key. */
export const foreignOpeningOf = (of: readonly string[]) => openingOf(of, OTHER_KEY);

function serials(): string[] {
  return COPIES.map(({ serial }) => serial);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
