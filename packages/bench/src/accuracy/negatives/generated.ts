import { pictureAsset } from '../assets/asset.ts';
import { outlinedText, strokeText, textWidth } from '../assets/stroke-font.ts';
import { personName, sentence, trade } from '../assets/words.ts';
import { type Canvas, CopyDraft, even } from '../copy-draft.ts';
import type { Random } from '../seeded-random.ts';

/** Size and rate of generated films. */
export const GENERATED_CANVAS: Canvas = { width: 512, height: 288, frameRate: 24 };

/** White text on black, another every two to four seconds, fading in and out. */
export function titleCards(random: Random, duration: number, canvas = GENERATED_CANVAS): CopyDraft {
  const draft = CopyDraft.fromSource('color=c=black', canvas, duration);
  for (let time = 0.5; time < duration - 1; ) {
    const end = time + random.between(2, 4);
    const lines = [sentence(random, random.integer(2, 4)), personName(random)];
    const height = canvas.height * random.between(0.05, 0.09);
    const letters = lines.map((line, at) => {
      const fitted = Math.min(height, (0.9 * canvas.width) / textWidth(line, 1));
      const y = canvas.height * (0.38 + 0.16 * at);
      return strokeText(line, (canvas.width - textWidth(line, fitted)) / 2, y, fitted, 'stroke="#eee" stroke-width="0.8"');
    });
    draft.overlay(pictureAsset(canvas.width, canvas.height, letters.join('')), 0, 0, { start: time, end });
    time = end + random.between(0.3, 1);
  }
  return draft;
}

/** Names that scroll up over black. */
export function creditsRoll(random: Random, duration: number, canvas = GENERATED_CANVAS): CopyDraft {
  const draft = CopyDraft.fromSource('color=c=black', canvas, duration);
  const speed = canvas.height * random.between(0.12, 0.25);
  const step = canvas.height * 0.085;
  const height = even(speed * duration + canvas.height);
  const letters: string[] = [];
  for (let y = 0; y < height; y += step) {
    const [job, name] = [trade(random), personName(random)];
    const size = step * 0.45;
    const middle = canvas.width * 0.48;
    letters.push(strokeText(job, middle - textWidth(job, size), y, size, 'stroke="#bbb" stroke-width="0.8"'));
    letters.push(strokeText(name, canvas.width * 0.52, y, size, 'stroke="#fff" stroke-width="0.8"'));
  }
  return draft.overlay(pictureAsset(canvas.width, height, letters.join('')), 0, `H-t*${speed.toFixed(2)}`);
}

/** Black, with the faint noise of a transfer in one of two. */
export function black(random: Random, duration: number, canvas = GENERATED_CANVAS): CopyDraft {
  const draft = CopyDraft.fromSource('color=c=black', canvas, duration);
  return random.chance(0.5) ? draft.filter(`noise=alls=${random.integer(2, 8)}:allf=t`) : draft;
}

/** The sources that {@link testCard} may show. */
export const TEST_CARDS = ['smptebars', 'testsrc', 'testsrc2', 'smptehdbars', 'rgbtestsrc'] as const;

/** A test card, still or with a running counter. */
export function testCard(source: (typeof TEST_CARDS)[number], duration: number, canvas = GENERATED_CANVAS): CopyDraft {
  return CopyDraft.fromSource(source, canvas, duration).filter('format=yuv420p');
}

/** A studio's moving emblem: a name over a slow flight into the Mandelbrot set, faded in and out, of the same content for the same seed. */
export function studioIntro(random: Random, duration: number, canvas = GENERATED_CANVAS): CopyDraft {
  const flight = `mandelbrot=start_scale=${random.between(1.5, 3)}:end_scale=0.02:end_pts=400:start_x=-0.743643887:start_y=-0.131825904`;
  const draft = CopyDraft.fromSource(flight, canvas, duration).filter('format=yuv420p,eq=brightness=-0.05');
  const text = `${personName(random).split(' ')[1]} Pictures`;
  const size = Math.min(canvas.height * 0.13, (0.85 * canvas.width) / textWidth(text, 1));
  const letters = outlinedText(text, (canvas.width - textWidth(text, size)) / 2, canvas.height * 0.44, size);
  const ring = `<ellipse cx="50%" cy="50%" rx="46%" ry="30%" fill="none" stroke="#e8c060" stroke-width="6"/>`;
  draft.overlay(pictureAsset(canvas.width, canvas.height, ring + letters), 0, 0);
  return draft.filter(`fade=in:st=0:d=0.6,fade=out:st=${(duration - 0.6).toFixed(2)}:d=0.6`);
}
