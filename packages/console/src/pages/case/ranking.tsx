import { useState } from 'preact/hooks';
import { type RecipientRanking, readRanking } from '../../facts/ranking.ts';
import { number, percent } from '../../facts/time.ts';
import { OwnFile } from '../../parts/own-file.tsx';
import { Scrolled } from '../../parts/scrolled.tsx';
import { place, setQuery } from '../../router.ts';
import { useStore } from '../../store.ts';
import { say } from '../../words.ts';

/** The ranking of recipients, which a command makes of a list that stays at its owner's machine, and how it depends on the assumption before it. */
export function Ranking() {
  const [ranking, setRanking] = useState<RecipientRanking | undefined>();
  return (
    <section class={ranking === undefined ? 'card stack no-print' : 'card stack'} aria-labelledby="ranking">
      <h2 id="ranking">{say('case.do.recipients')}</h2>
      <p class="reading soft no-print">{say('ranking.text')}</p>
      <OwnFile
        label={say('ranking.open')}
        accept=".json,application/json"
        bad={say('ranking.bad')}
        read={async (file) => {
          const read = file && readRanking(await file.text());
          setRanking(read);
          return read !== undefined;
        }}
      />
      {ranking !== undefined && <Shown ranking={ranking} />}
    </section>
  );
}

function Shown({ ranking: { meaning, intervalMeaning, seen, sources, byNoneChance } }: { readonly ranking: RecipientRanking }) {
  const { query } = useStore(place);
  const at = byNoneChance.find(({ noneChance }) => String(noneChance) === query.get('nobody')) ?? byNoneChance[0]!;
  const chanceOf = (source: string, of = at) => of.sources.find((each) => each.source === source)?.probability ?? 0;
  return (
    <>
      <p class="notice reading" lang="en">
        {meaning}
      </p>
      <fieldset class="plain bare">
        <legend>{say('ranking.prior')}</legend>
        <div class="row">
          {byNoneChance.map(({ noneChance }) => (
            <label class="choice" key={noneChance}>
              <input
                type="radio"
                name="nobody"
                checked={noneChance === at.noneChance}
                onChange={() => setQuery('nobody', String(noneChance))}
              />
              {chance(noneChance)}
            </label>
          ))}
        </div>
      </fieldset>
      <Scrolled name={say('ranking.chance')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('ranking.source')}</th>
              <th scope="col">{say('ranking.chance')}</th>
              {byNoneChance.map(({ noneChance }) => (
                <th scope="col" class="number" key={noneChance}>
                  {say('ranking.at', { chance: chance(noneChance) })}
                </th>
              ))}
              <th scope="col" class="number">
                {say('ranking.held', { count: seen })}
              </th>
              <th scope="col" class="number">
                {say('ranking.ratio')}
              </th>
              <th scope="col">{say('ranking.support')}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ source, seenHeld, likelihoodRatio, support }) => (
              <tr key={source}>
                <th scope="row">{source}</th>
                <td>
                  <Bar share={chanceOf(source)} />
                </td>
                {byNoneChance.map((each) => (
                  <td class="number" key={each.noneChance} aria-current={each === at ? 'true' : undefined}>
                    {chance(chanceOf(source, each))}
                  </td>
                ))}
                <td class="number">{seenHeld}</td>
                <td class="number">{number(likelihoodRatio, 2)}</td>
                <td lang="en">{support}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{say('ranking.else')}</th>
              <td>
                <Bar share={at.someoneElse} />
              </td>
              {byNoneChance.map((each) => (
                <td class="number" key={each.noneChance} aria-current={each === at ? 'true' : undefined}>
                  {chance(each.someoneElse)}
                </td>
              ))}
              <td class="number">–</td>
              <td class="number">–</td>
              <td>–</td>
            </tr>
          </tbody>
        </table>
      </Scrolled>
      <p class="soft small reading" lang="en">
        {intervalMeaning}
      </p>
    </>
  );
}

/** A chance in percent, with the digits that tell 99.9 % from certainty. */
function chance(share: number): string {
  return share > 0.99 || share < 0.01 ? `${number(100 * share, 2 + Number(share > 0.99))}\u00a0%` : percent(share);
}

/** A share as a bar; its number stands beside it. */
function Bar({ share }: { readonly share: number }) {
  return (
    <svg class="share-bar" width="120" height="14" viewBox="0 0 120 14" aria-hidden="true">
      <rect class="track" width="120" height="14" rx="3" />
      <rect class="share" width={Math.max(1, 120 * share)} height="14" rx="3" />
    </svg>
  );
}
