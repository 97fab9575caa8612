import type { Segment } from '../facts/verdict.ts';
import { say } from '../words.ts';

const W = 160;
const H = 90;

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the film's picture lies in the copy's frame, and which part of the reference's picture it shows. Frames are drawn as 16 : 9. */
export function Geometry({ segment }: { readonly segment: Segment }) {
  const { activeArea, inset, cutOut, cutOutAtEnd } = segment;
  return (
    <div class="stack">
      <div class="frames">
        <figure class="stack">
          <svg class="chart" viewBox={`0 0 ${W} ${H}`} role="img" aria-label={say('geometry.copy')}>
            <rect class="picture" width={W} height={H} />
            {inset === undefined && <Part area={activeArea ?? WHOLE} />}
            {inset !== undefined && <polygon class="part" points={inset.map(({ x, y }) => `${x * W},${y * H}`).join(' ')} />}
          </svg>
          <figcaption>{say('geometry.copy')}</figcaption>
        </figure>
        <figure class="stack">
          <svg class="chart" viewBox={`0 0 ${W} ${H}`} role="img" aria-label={say('geometry.reference')}>
            <rect class="picture" width={W} height={H} />
            <Part area={cutOut ?? WHOLE} />
            {cutOutAtEnd !== undefined && <Part area={cutOutAtEnd} isLate />}
          </svg>
          <figcaption>{say('geometry.reference')}</figcaption>
        </figure>
      </div>
      <p>{geometryInWords(segment)}</p>
    </div>
  );
}

const WHOLE: Area = { left: 0, top: 0, right: 1, bottom: 1 };

function Part({ area: { left, top, right, bottom }, isLate = false }: { readonly area: Area; readonly isLate?: boolean }) {
  return <rect class={isLate ? 'part late' : 'part'} x={left * W} y={top * H} width={(right - left) * W} height={(bottom - top) * H} />;
}

/** What was done to the picture, and how fast it runs. */
export function geometryInWords({ mirrored, rotation, inverted, tilt, inset, cutOut, covered, activeArea, speed }: Segment): string {
  const isBarred = activeArea !== undefined && (activeArea.right - activeArea.left < 0.985 || activeArea.bottom - activeArea.top < 0.985);
  const facts = [
    mirrored && say('geometry.mirrored'),
    rotation !== 0 && say('geometry.rotated', { degrees: rotation }),
    tilt !== undefined && Math.abs(tilt) >= 0.1 && say('geometry.tilted', { degrees: Math.round(tilt * 10) / 10 }),
    inverted === true && say('geometry.inverted'),
    inset !== undefined && say('geometry.inset'),
    isBarred && say('geometry.barred'),
    cutOut !== undefined && say('geometry.cropped'),
    covered !== undefined && covered >= 0.01 && say('geometry.covered', { percent: Math.round(covered * 100) }),
    speed < 0 && say('geometry.backwards'),
    Math.abs(Math.abs(speed) - 1) >= 0.0005 && say('geometry.speed', { percent: Math.round((1 / Math.abs(speed)) * 1000) / 10 }),
  ].filter((each) => each !== false);
  return facts.length === 0 ? say('geometry.plain') : facts.join(' ');
}
