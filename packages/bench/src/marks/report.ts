import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFacts } from '../results/run-facts.ts';
import type { MarksResult } from './bench-marks.ts';
import type { FilmFigures } from './film.ts';
import { qualityPlot } from './quality-plot.ts';

/** The result as Markdown. */
export function marksText({ codes, film }: MarksResult): string {
  const unused = codes.reduce((sum, each) => sum + each.unused, 0);
  const accused = codes.reduce((sum, each) => sum + each.accused, 0);
  const lines = [
    '## Codes, simulated',
    '',
    `Lengths are those that \`segmentsNeeded\` plans; a fifth of the segments is lost. ${accused} of ${unused} copies that were not used were named at odds of 10⁻⁶.`,
    '`worst` knows the secret biases and lowers the scores of the used copies, which no pirate can.',
    '',
    row([
      'put together',
      'how',
      'segments',
      'trials',
      'unused copies',
      'of them named',
      'trials that named no used copy',
      'used copies named',
    ]),
    '| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...codes.map((each) =>
      row([each.colluders, each.collusion, each.segments, each.trials, each.unused, each.accused, each.missed, percent(each.named)]),
    ),
  ];
  if (film === undefined) return lines.join('\n');
  const { plain, marked, quality, found } = film;
  const both = (name: 'plain' | 'marked') =>
    `score ${found[name].score.toFixed(1)}, mean distance ${found[name].meanDistance.toFixed(4)}, ${found[name].seconds.toFixed(1)} s found`;
  return [
    ...lines,
    '',
    `## A film of ${film.seconds.toFixed(0)} s: ${film.segments} segments of ${film.segmentSeconds} s`,
    '',
    row(['what', 'figure']),
    '| --- | --- |',
    row([
      'rendering both versions, as a ratio to one plain encode with the same settings',
      `${(film.markSeconds / film.plainSeconds).toFixed(2)} (${film.markSeconds.toFixed(1)} s, ${film.plainSeconds.toFixed(1)} s; target at most 2.2)`,
    ]),
    row([
      'joining a copy, with its SHA-256',
      `${film.joinSeconds.toFixed(2)} s for ${(film.copyBytes / 1e6).toFixed(1)} MB; copying the bytes alone ${film.copySeconds.toFixed(3)} s`,
    ]),
    row(['PSNR of the mark before encoding, luma', `mean ${quality.mean} dB, least frame ${quality.least} dB (target at least 45)`]),
    row(['against the master, plain encode', `PSNR ${plain.psnr.toFixed(2)} dB, SSIM ${plain.ssim.toFixed(4)}`]),
    row(['against the master, marked copy', `PSNR ${marked.psnr.toFixed(2)} dB, SSIM ${marked.ssim.toFixed(4)}`]),
    ...flickerRows(film),
    row(['our own match of the plain encode', both('plain')]),
    row(['our own match of the marked copy', both('marked')]),
    '',
    'Bit errors count segments in which the used copies agree. Eight copies were issued.',
    '',
    row([
      'copy',
      'used',
      'segments read',
      'bit errors',
      'strength',
      'used named',
      'unused named',
      'log₁₀ chance, best and worst',
      'reading, s',
    ]),
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...film.attacks.map((each) =>
      row([
        ...[each.name, each.copies, each.read, each.copies === 0 ? '—' : `${each.wrong} of ${each.agreed}`, each.strength.toFixed(1)],
        ...[each.copies === 0 ? '—' : `${each.named} of ${each.copies}`, each.accused],
        ...[each.logChances.map((log) => log.toFixed(1)).join(', '), each.seconds.toFixed(1)],
      ]),
    ),
  ].join('\n');
}

/** Flicker of each kind of copy: what half of the frames stay below, nineteen in twenty, and the highest. */
function flickerRows({ plain, grouped, marked }: FilmFigures): string[] {
  const kinds = { 'plain encode': plain, 'plain encode with the same key frames': grouped, 'marked copy': marked };
  return Object.entries(kinds).map(([name, { frames }]) => {
    const sorted = [...frames.flicker].sort((one, other) => one - other);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(3);
    return row([`flicker, ${name}: median, 95 %, highest`, `${at(0.5)}, ${at(0.95)}, ${at(1)} code values`]);
  });
}

/** Writes a result as `DATE-marks.md` and `.json`, and of a film its plots as `.svg`. @returns The paths. */
export async function writeMarks(folder: string, facts: RunFacts, result: MarksResult): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-marks`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...result }, undefined, 2)}\n`);
  await writeFile(
    `${stem}.md`,
    `# Marks: results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}.\n\n${marksText(result)}\n`,
  );
  if (result.film === undefined) return [`${stem}.md`, `${stem}.json`];
  await writeFile(`${stem}.svg`, qualityPlot(result.film));
  return [`${stem}.md`, `${stem}.json`, `${stem}.svg`];
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
