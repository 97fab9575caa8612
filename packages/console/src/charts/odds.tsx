import { evidenceInWords } from '@streetdate/evidence/internal/words';
import type { Source } from '../facts/verdict.ts';
import { SignReason } from '../parts/sign-reason.tsx';
import { writing } from '../words.ts';
import { useWidth } from './width.ts';

/** One independent sign: how many times likelier it is with this source than with the others. */
export interface Sign {
  readonly source: Source;
  readonly likelihoodRatio: number;
  readonly reason: string;
  /** The sign that was read; undefined where somebody stated it. */
  readonly sign?: string | undefined;
}

const HEIGHT = 22;

/** Signs as bars from even odds: to the right they support the source, to the left they oppose it. Each further mark is ten times as much. */
export function OddsBars({ signs }: { readonly signs: readonly Sign[] }) {
  const { element, width } = useWidth(420);
  const powers = signs.map(({ likelihoodRatio }) => Math.log10(Math.max(1e-12, likelihoodRatio)));
  const reach = Math.max(2, ...powers.map((power) => Math.ceil(Math.abs(power))));
  const x = (power: number) => width / 2 + (power / reach) * (width / 2 - 4);
  return (
    <div class="signs" ref={element}>
      {signs.map(({ source, likelihoodRatio, reason, sign }, at) => {
        const power = powers[at]!;
        const isFor = power >= 0;
        return (
          <div key={`${source} ${reason}`} data-tone={isFor ? 'fine' : 'leak'}>
            <p>
              <strong>{evidenceInWords({ source, likelihoodRatio }, writing())}</strong>
            </p>
            <svg class="chart" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
              <rect class="ground" x="0" y="6" width={width} height="10" rx="3" />
              {Array.from({ length: 2 * reach + 1 }, (_, mark) => mark - reach).map((mark) => (
                <line
                  class={mark === 0 ? 'now' : 'grid'}
                  key={mark}
                  x1={x(mark)}
                  x2={x(mark)}
                  y1={mark === 0 ? 0 : 6}
                  y2={mark === 0 ? HEIGHT : 16}
                />
              ))}
              <rect class="dot" x={Math.min(x(0), x(power))} y="6" width={Math.max(2, Math.abs(x(power) - x(0)))} height="10" rx="2" />
            </svg>
            <SignReason sign={sign} reason={reason} />
          </div>
        );
      })}
    </div>
  );
}
