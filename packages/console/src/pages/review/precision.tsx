import { OWN_POWER } from '../../facts/thresholds.ts';
import { percent, small } from '../../facts/time.ts';
import { useLive } from '../../live.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scrolled } from '../../parts/scrolled.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { answerOf, client } from '../../service.ts';
import { say } from '../../words.ts';

/** How often verdicts were right by what people decided, and what other thresholds would have done. */
export function Precision() {
  const live = useLive('precision', (signal) => answerOf(client.api.GET('/v1/precision', { signal })), 15_000);
  return (
    <section class="card stack" aria-labelledby="precision">
      <h2 id="precision">{say('precision')}</h2>
      <Loaded live={live}>
        {({ decided, leaks, matches, thresholds }) =>
          decided.length === 0 ? (
            <Empty title={say('precision.none')} text={say('precision.none.text')} />
          ) : (
            <>
              <dl class="figures">
                <Share name={say('precision.leaks')} share={leaks} />
                <Share name={say('precision.matches')} share={matches} />
              </dl>
              <p class="soft small reading">{say('precision.hint')}</p>
              <h3>{say('precision.thresholds')}</h3>
              <Table
                name={say('precision.thresholds')}
                head={[say('thresholds.from'), say('precision.right'), say('precision.wrong'), say('precision.missed')]}
                rows={thresholds.map(({ power, right, wrong, missed }) => ({
                  name: power === OWN_POWER ? `${small(10 ** -power)} (${say('thresholds.own')})` : small(10 ** -power),
                  cells: [right, wrong, missed],
                }))}
              />
              <h3>{say('precision.decided')}</h3>
              <Table
                name={say('precision.decided')}
                head={[say('precision.verdict'), say('precision.count')]}
                rows={decided.map(({ verdict, decision, count }) => ({
                  name: `${say(`standing.${verdict}`)} → ${say(`decision.${decision}`)}`,
                  cells: [count],
                }))}
              />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

interface ShareOf {
  readonly right: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

function Share({ name, share: { right, of, low, high } }: { readonly name: string; readonly share: ShareOf }) {
  return (
    <Figure name={name} note={of > 0 ? say('precision.interval', { low: percent(low), high: percent(high) }) : undefined}>
      {say('precision.share', { right, of })}
    </Figure>
  );
}

function Table({
  name,
  head,
  rows,
}: {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly number[] }[];
}) {
  return (
    <Scrolled name={name}>
      <table>
        <thead>
          <tr>
            {head.map((each, at) => (
              <th key={each} scope="col" class={at === 0 ? undefined : 'number'}>
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, at) => (
                <td key={at} class="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
