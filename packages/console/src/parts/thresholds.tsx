import { atThresholds, OWN_POWER } from '../facts/thresholds.ts';
import { small } from '../facts/time.ts';
import type { Match } from '../facts/verdict.ts';
import { say } from '../words.ts';
import { Scrolled } from './scrolled.tsx';

/** What other thresholds would have done with some matches, and how many false ones a year each allows at so many uploads a day. */
export function Thresholds({ matches, uploadsADay }: { readonly matches: readonly Match[]; readonly uploadsADay?: number }) {
  return (
    <Scrolled name={say('thresholds.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('thresholds.from')}</th>
            {(
              [
                ...(uploadsADay === undefined ? [] : ['thresholds.false' as const]),
                'thresholds.strong',
                'thresholds.added',
                'thresholds.lost',
              ] as const
            ).map((word) => (
              <th key={word} scope="col" class="number">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {atThresholds(matches, uploadsADay ?? 0).map(({ power, falseAYear, strong, added, lost }) => (
            <tr key={power} aria-current={power === OWN_POWER ? 'true' : undefined}>
              <th scope="row">
                {small(10 ** -power)}{' '}
                {power === OWN_POWER && (
                  <span class="badge" data-tone="calm">
                    {say('thresholds.own')}
                  </span>
                )}
              </th>
              {uploadsADay !== undefined && <td class="number">{small(falseAYear)}</td>}
              <td class="number">{strong}</td>
              <td class="number">{added}</td>
              <td class="number">{lost}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
