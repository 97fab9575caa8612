import { html, type Markup } from '../results/plot/markup.ts';
import { across, along, drawPlot, roundTicks, upwards } from '../results/plot/plot.ts';
import { svgFile } from '../results/plot/svg-file.ts';
import type { FilmFigures, Quality } from './film.ts';

/** Points of a curve: a film has more frames than a plot has pixels. */
const POINTS = 300;

/** SSIM and flicker of each moment of a film, of a plain encode, of one with the same key frames, and of a marked copy, as an SVG file. */
export function qualityPlot(film: Pick<FilmFigures, 'seconds' | 'plain' | 'grouped' | 'marked'>): string {
  const kinds: readonly (readonly [name: string, quality: Quality])[] = [
    ['plain encode', film.plain],
    ['plain encode with the same key frames', film.grouped],
    ['marked copy', film.marked],
  ];
  const x = across('film (s)', 0, film.seconds, roundTicks(0, film.seconds));
  const draw = (title: string, unit: string, framesOf: (quality: Quality) => readonly number[], pick: Worst): Markup => {
    const curves = kinds.map(([, quality]) => reduced(framesOf(quality), pick));
    const all = curves.flat();
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const margin = 0.05 * (most - least) || 0.01;
    const y = upwards(unit, least - margin, most + margin, roundTicks(least - margin, most + margin));
    const paths = curves.map((values, kind) => {
      const points = values.map((value, at) => `${along(x, ((at + 0.5) * film.seconds) / values.length)} ${along(y, value)}`);
      return html`<path class="curve c${kind}" style="stroke-width: 1.2" d="M${points.join('L')}"/>`;
    });
    return drawPlot(title, x, y, paths);
  };
  const plots = [
    draw('SSIM of luma against the master', 'SSIM of luma, lowest', ({ frames }) => frames.ssim, 'least'),
    draw('Flicker against the master', 'flicker (code values), highest', ({ frames }) => frames.flicker, 'most'),
  ];
  return svgFile(
    'A marked copy beside plain encodes: the worst frame of each moment',
    plots,
    kinds.map(([name], kind) => ({ style: `c${kind}`, name })),
  );
}

type Worst = 'least' | 'most';

/** The worst value of each of some moments of one length. */
function reduced(values: readonly number[], pick: Worst): number[] {
  const count = Math.min(POINTS, values.length);
  return Array.from({ length: count }, (_, at) => {
    const part = values.slice(Math.floor((at * values.length) / count), Math.floor(((at + 1) * values.length) / count));
    return pick === 'least' ? Math.min(...part) : Math.max(...part);
  });
}
