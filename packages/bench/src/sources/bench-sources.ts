import { fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches, type Rendition, readSources, type Source } from '@streetdate/matcher';
import { chooseFilms, inTemporaryFolder } from '../clips/clips.ts';
import { answerOf, type Calibration, calibrate, type SourceAnswer } from './calibration.ts';
import { makeCopies } from './copies.ts';
import { makeFilm, makeRenditions } from './renditions.ts';

/** What a copy may be of here: the enrolled sources, and a camera. */
const POSSIBLE: readonly Source[] = ['disc', 'digital', 'camera'];

/** What was said of each copy, and how well that held. */
export interface SourcesResult {
  /** In order of making. */
  readonly copies: readonly (SourceAnswer & { readonly name: string; readonly reasons: readonly string[] })[];
  readonly calibration: Calibration;
}

/**
 * Makes releases of one film and copies of each, enrols the releases, and asks of each copy which it is of. A few minutes on two cores.
 * @param onProgress - Called with each copy that is done, and what was said of it.
 * @throws Error when the working folder is not the repository with its development packages.
 */
export async function benchSources(onProgress: (line: string) => void = () => {}): Promise<SourcesResult> {
  const { paths } = await chooseFilms(undefined);
  return inTemporaryFolder(async (folder) => {
    const made = await makeRenditions(await makeFilm(paths, folder), folder);
    const index = new BandIndex();
    const renditions: Rendition[] = [];
    for (const { id, source, path } of made) {
      const fingerprint = await fingerprintFile(path, { role: 'reference' });
      index.add(id, fingerprint);
      renditions.push({ referenceId: id, source, fingerprint });
    }
    const copies: SourcesResult['copies'][number][] = [];
    for await (const { name, source, path } of makeCopies(made, folder)) {
      const query = await fingerprintFile(path, { role: 'query' });
      const { evidence } = readSources(query, findMatches(query, index), renditions);
      const reasons = evidence.map((each) => `${each.source} × ${each.likelihoodRatio.toFixed(3)}: ${each.reason}`);
      const answer = answerOf(source, evidence, POSSIBLE);
      copies.push({ name, ...answer, reasons });
      onProgress(`${name}: ${answer.odds > 1 ? `${answer.best} at ${answer.odds.toFixed(1)} to 1` : 'cannot say'}`);
    }
    return { copies, calibration: calibrate(copies) };
  });
}

/** The result as Markdown: the confusion matrix, the reliability curve, and each copy. */
export function sourcesText({ copies, calibration }: SourcesResult): string {
  const { confusion, right, wrongAndSure, undecided, reliability } = calibration;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const table = (rows: readonly (readonly string[])[]) => rows.map((row) => `| ${row.join(' | ')} |`);
  const said = [...POSSIBLE, 'undecided'] as const;
  const decided = right === undefined ? 'none decided' : percent(right);
  return [
    `## Which release a copy comes from: ${copies.length} copies`,
    '',
    ...table([
      ['is', ...said.map((each) => `said: ${each}`)],
      ['---', ...said.map(() => '---:')],
      ...[...confusion].map(([source, row]) => [source, ...said.map((each) => String(row.get(each) ?? 0))]),
    ]),
    '',
    `- Right among those decided: ${decided}; wrong and sure: ${percent(wrongAndSure)}; undecided: ${percent(undecided)}.`,
    '',
    ...table([
      ['odds from', 'copies', 'right', 'right by the odds'],
      ['---:', '---:', '---:', '---:'],
      ...reliability.map(({ from, copies, right, promised }) => [String(from), String(copies), String(right), promised.toFixed(1)]),
    ]),
    '',
    ...table([
      ['copy', 'answer', 'odds', 'why'],
      ['---', '---', '---:', '---'],
      ...copies.map(({ name, best, odds, reasons }) => [name, odds > 1 ? best : '—', odds.toFixed(1), reasons.join(' ')]),
    ]),
  ].join('\n');
}
