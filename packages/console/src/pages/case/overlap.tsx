import { Scrolled } from '../../parts/scrolled.tsx';
import { say } from '../../words.ts';
import type { Case } from './load.ts';

/** What every two servers share: below the diagonal equal files, above it titles. The darker, the greater the share. */
export function Overlap({ servers, overlaps }: Pick<Case, 'servers' | 'overlaps'>) {
  const between = new Map(overlaps.map((each) => [[...each.servers].sort().join('\n'), each]));
  const most = Math.max(1, ...overlaps.map(({ titles }) => titles));
  return (
    <section class="card stack" aria-labelledby="overlap">
      <h2 id="overlap">{say('case.overlap')}</h2>
      <Scrolled name={`${say('case.overlap')}: ${say('case.servers')}`}>
        <table class="overlap">
          <thead>
            <tr>
              <th scope="col">{say('case.server')}</th>
              {servers.map(({ id, name }, at) => (
                <th key={id} scope="col" class="number">
                  <abbr title={name}>{at + 1}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {servers.map((one, row) => (
              <tr key={one.id}>
                <th scope="row">
                  {row + 1}. {one.name} ({one.country})
                </th>
                {servers.map((other, column) => {
                  const shared = between.get([one.id, other.id].sort().join('\n'));
                  if (row === column) return <td key={other.id} class="own" />;
                  const isFiles = column < row;
                  const [value, share] = isFiles
                    ? [shared?.contents ?? 0, shared?.share ?? 0]
                    : [shared?.titles ?? 0, (shared?.titles ?? 0) / most];
                  const words = say(isFiles ? 'case.shared.files' : 'case.shared.titles', {
                    one: one.name,
                    other: other.name,
                    count: value,
                  });
                  return (
                    <td key={other.id} class={isFiles ? 'number files' : 'number titles'} data-share={Math.ceil(4 * share)} title={words}>
                      {value}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <ul class="legend">
        <li class="is-copy">{say('case.overlap.files')}</li>
        <li class="is-reference">{say('case.overlap.titles')}</li>
      </ul>
    </section>
  );
}
