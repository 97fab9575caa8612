import { readFile } from 'node:fs/promises';
import type { Figure, Section } from '../measure/figure.ts';

/** A figure whose ratio grew by more than the noise of both runs. */
export interface Regression {
  /** Title of the section. */
  readonly section: string;
  /** Name of the figure. */
  readonly name: string;
  /** Ratio in the run before. */
  readonly before: number;
  /** Ratio now. */
  readonly now: number;
  /** Growth that noise can cause, as a share: 0.05 is 5 %. */
  readonly noise: number;
}

/** Standard deviations that count as a regression. One figure in seven hundred exceeds it by chance. */
const BEYOND = 3;
/** Standard deviation of a normal distribution whose median absolute deviation is 1. */
const DEVIATION = 1.4826;
/** Smaller growth is ignored: a run of few samples underestimates its noise. */
const LEAST = 0.03;

/**
 * Compares the ratios of two runs, figure by figure: times drift with the machine, ratios to a baseline of the same run do not. The noise
 * of a ratio is that of its two times, in both runs.
 * @returns What got worse. Figures that only one run has, or with another baseline, are skipped.
 */
export function regressions(before: readonly Section[], now: readonly Section[]): Regression[] {
  return now.flatMap((section) => {
    const known = before.find(({ title, baseline }) => title === section.title && baseline === section.baseline);
    return section.figures.slice(1).flatMap((figure) => {
      const was = known?.figures.find(({ name, unit }) => name === figure.name && unit === figure.unit);
      if (known === undefined || was === undefined || !(was.ratio > 0)) return [];
      const variances = [figure, section.figures[0]!, was, known.figures[0]!].map((each) => relativeSpread(each) ** 2);
      const noise = Math.max(LEAST, BEYOND * Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)));
      if (!(figure.ratio > was.ratio * (1 + noise))) return [];
      return [{ section: section.title, name: figure.name, before: was.ratio, now: figure.ratio, noise }];
    });
  });
}

/** Standard error of a median, as a share of it. */
function relativeSpread({ median, spread, samples }: Figure): number {
  return median > 0 ? (DEVIATION * spread) / median / Math.sqrt(Math.max(1, samples)) : 0;
}

/** Reads the sections of a results file. @throws Error that names the file, when it is none. */
export async function readSections(path: string): Promise<Section[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const { sections } = Object(parsed) as { readonly sections?: unknown };
  if (!Array.isArray(sections) || !sections.every(isSection))
    throw new Error(`${path} is no results file of this bench: it has no sections`);
  return sections;
}

function isSection(value: unknown): value is Section {
  const { title, baseline, figures } = Object(value) as Partial<Section>;
  return typeof title === 'string' && typeof baseline === 'string' && Array.isArray(figures) && figures.every(isFigure);
}

function isFigure(value: unknown): value is Figure {
  const { name, median, spread, samples, ratio } = Object(value) as Partial<Figure>;
  return typeof name === 'string' && [median, spread, samples, ratio].every((number) => typeof number === 'number');
}
