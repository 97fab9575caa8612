import { clock } from '../facts/time.ts';
import { usePages } from '../live.ts';
import { Empty, LoadedList, PageHead } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { answerOf, client } from '../service.ts';
import { say } from '../words.ts';

/** What is enrolled: references, and the discs that they come from. */
export default function Library() {
  const references = usePages('references', loadReferences, 15_000);
  const discs = usePages('discs', loadDiscs, 15_000);
  return (
    <div class="page">
      <PageHead title={say('nav.library')} lead={say('library.lead')} />
      <section class="stack" aria-labelledby="references">
        <h2 id="references">{say('title.references')}</h2>
        <LoadedList pages={references} empty={<Empty title={say('library.none.title')} text={say('library.none.text')} />}>
          {(items) => (
            <ul class="card lines">
              {items.map(({ id, titleId, title, kind, edition, territory, duration, enrolledAt, damage, inFilms }) => (
                <li key={id}>
                  <div>
                    <strong class="wrap">{id}</strong>{' '}
                    <a class="wrap" href={`/titles/${encodeURIComponent(titleId)}`}>
                      {title}
                    </a>
                    <p class="soft small">
                      {[say(`kind.${kind}`), edition, territory].filter((part) => part !== undefined).join(' · ')} ·{' '}
                      <Time at={enrolledAt} />
                    </p>
                    {damage !== undefined && (
                      <p class="small" lang="en">
                        {damage.reason}
                      </p>
                    )}
                    {inFilms?.map((film) => (
                      <p class="small soft" key={film.referenceId}>
                        {say('library.infilm', { found: clock(film.foundSeconds), of: clock(film.promoSeconds), id: film.referenceId })}
                      </p>
                    ))}
                  </div>
                  <span class="time">{duration === 0 ? say('match.still') : clock(duration)}</span>
                </li>
              ))}
            </ul>
          )}
        </LoadedList>
      </section>
      <section class="stack" aria-labelledby="discs">
        <h2 id="discs">{say('library.discs')}</h2>
        <LoadedList pages={discs} empty={<p class="soft">{say('library.nodiscs')}</p>}>
          {(items) => (
            <ul class="card lines">
              {items.map((disc) => (
                <li key={disc.id}>
                  <div>
                    <strong class="wrap">{disc.id}</strong>
                    <p class="soft small">
                      {[disc.kind, disc.label, disc.edition, disc.variant, disc.distributor]
                        .filter((part) => part !== undefined)
                        .join(' · ')}
                    </p>
                  </div>
                  <span class="small">{say('library.features', { count: disc.features.length })}</span>
                </li>
              ))}
            </ul>
          )}
        </LoadedList>
      </section>
    </div>
  );
}

async function loadReferences(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor }) };
  const { references, next } = await answerOf(client.api.GET('/v1/references', { params: { query }, signal }));
  return { items: references, next };
}

async function loadDiscs(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor }) };
  const { discs, next } = await answerOf(client.api.GET('/v1/discs', { params: { query }, signal }));
  return { items: discs, next };
}
