import { useState } from 'preact/hooks';
import { bytes, clock, number, span } from '../facts/time.ts';
import { useLive, usePages } from '../live.ts';
import { Figure } from '../parts/figure.tsx';
import { Empty, Loaded, LoadedList, PageHead } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { answerOf, client, may } from '../service.ts';
import { say } from '../words.ts';

/** What is enrolled: references, and the discs that they come from. */
export default function Library() {
  const references = usePages('references', loadReferences, 15_000);
  const discs = usePages('discs', loadDiscs, 15_000);
  return (
    <div class="page">
      <PageHead title={say('nav.library')} lead={say('library.lead')} />
      <Health />
      <section class="stack" aria-labelledby="references">
        <h2 id="references">{say('title.references')}</h2>
        <LoadedList pages={references} empty={<Empty title={say('library.none.title')} text={say('library.none.text')} />}>
          {(items) => (
            <ul class="card lines">
              {items.map(({ id, titleId, title, kind, edition, territory, duration, enrolledAt, damage, inFilms }) => (
                <li key={id} class="with-picture">
                  {may('pictures.read') && <Thumb id={id} at={duration / 3} />}
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

/** A picture of a reference from a third of its length; nothing where none is kept. */
function Thumb({ id, at }: { readonly id: string; readonly at: number }) {
  const [isThere, setThere] = useState(true);
  if (!isThere) return <span class="thumb" />;
  const address = `/v1/references/${encodeURIComponent(id)}/picture?at=${at.toFixed(3)}&side=160`;
  return <img class="thumb" src={address} alt="" loading="lazy" onError={() => setThere(false)} />;
}

type Facts = Awaited<ReturnType<typeof loadFacts>>;

function loadFacts(signal: AbortSignal) {
  return answerOf(client.api.GET('/v1/library', { signal }));
}

/** What the library has, how large its index is, and what of it needs somebody's care. */
function Health() {
  const live = useLive('library', loadFacts, 60_000);
  return (
    <section class="card stack" aria-labelledby="health">
      <h2 id="health">{say('library.health')}</h2>
      <Loaded live={live}>
        {({ titles, references, seconds, discs, unenrolled, damaged, duplicates, undecided, revision, index }) => (
          <>
            <dl class="figures">
              {(
                [
                  ['nav.titles', String(titles), say('library.unenrolled', { count: unenrolled.length })],
                  ['title.references', String(references), span(seconds)],
                  ['library.discs', String(discs), say('library.revision', { revision })],
                  ['library.care', String(damaged.length + duplicates.length + undecided), say('library.care.text')],
                ] as const
              ).map(([word, value, text]) => (
                <Figure key={word} name={say(word)} note={text}>
                  {value}
                </Figure>
              ))}
            </dl>
            <Index index={index} />
            <ul class="lines">
              {unenrolled.map(({ id, name }) => (
                <li key={`title ${id}`}>
                  <span>
                    <a class="wrap" href={`/titles/${encodeURIComponent(id)}`}>
                      {name}
                    </a>{' '}
                    {say('library.noreference')}
                  </span>
                </li>
              ))}
              {damaged.map((id) => (
                <li key={`damaged ${id}`}>
                  <span class="wrap">{say('library.damaged', { id })}</span>
                </li>
              ))}
              {duplicates.map(({ ids }) => (
                <li key={`duplicate ${ids[0]}`}>
                  <span class="wrap">{say('library.duplicates', { ids: ids.join(', ') })}</span>
                </li>
              ))}
              {undecided > 0 && (
                <li>
                  <span>{say('library.undecided', { count: undecided })}</span>
                  <code class="mono">streetdate conflicts list --undecided</code>
                </li>
              )}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** How large the index is that searches use, and whether every reference is in it. */
function Index({ index }: { readonly index: Facts['index'] }) {
  const [state, note] = index === undefined ? [] : stateOf(index);
  return (
    <>
      <h3>{say('library.index')}</h3>
      {index === undefined ? (
        <p class="soft reading">{say('library.index.none')}</p>
      ) : (
        <dl class="figures">
          <Figure name={say('library.index.size')} note={say('library.index.segments', { count: index.segments })}>
            {bytes(index.bytes)}
          </Figure>
          {index.frames !== undefined && (
            <Figure name={say('library.index.frames')} note={say('library.index.references', { count: index.references })}>
              {number(index.frames)}
            </Figure>
          )}
          <Figure name={say('library.index.state')} note={note}>
            {state}
          </Figure>
        </dl>
      )}
    </>
  );
}

/** Whether an index is whole, in a word, and what happens if it is not. */
function stateOf({ missing, surplus, damaged = 0 }: NonNullable<Facts['index']>): readonly [state: string, note: string] {
  if (damaged > 0) return [say('library.index.damaged'), say('library.index.damaged.text', { count: damaged })];
  if (missing + surplus > 0) return [say('library.index.behind'), say('library.index.behind.text', { count: missing + surplus })];
  return [say('library.index.whole'), say('library.index.whole.text')];
}
