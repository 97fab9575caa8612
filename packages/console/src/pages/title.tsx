import { StreetdateProblem, type Upload } from '@streetdate/client';
import { Calendar } from '../charts/calendar.tsx';
import { away, clock, earliestOpening, territory } from '../facts/time.ts';
import { byUrgency } from '../facts/verdict.ts';
import { useLive } from '../live.ts';
import type { PageProps } from '../page-props.ts';
import { DoButton, Form } from '../parts/form.tsx';
import { Sighting } from '../parts/sighting.tsx';
import { Empty, Loaded, PageHead } from '../parts/states.tsx';
import { answerOf, client, may } from '../service.ts';
import { say } from '../words.ts';
import { DeliveriesOfTitle } from './title/deliveries.tsx';
import { WindowFields, windowOf } from './titles/window-fields.tsx';

/** How many of the latest sightings are shown. */
const MOST_SIGHTINGS = 200;

/** A title: its windows and every sighting on one axis, its renditions and discs, and where copies of it are allowed. */
export default function TitlePage({ params }: PageProps) {
  const id = params.id!;
  const live = useLive(`title ${id}`, (signal) => load(id, signal), 10_000);
  const isMissing = live.state === 'failed' && live.error instanceof StreetdateProblem && live.error.problem.status === 404;
  return (
    <div class="page">
      <PageHead title={live.value?.title.name ?? id} lead={live.value === undefined ? undefined : leadOf(live.value)} />
      {isMissing ? (
        <Empty title={say('titles.missing')} text={say('titles.missing.text')} />
      ) : (
        <Loaded live={live}>{(found) => <Facts found={found} refresh={live.refresh} />}</Loaded>
      )}
    </div>
  );
}

type Found = Awaited<ReturnType<typeof load>>;

async function load(id: string, signal: AbortSignal) {
  const [title, references, discs, allowed, held, latest] = await Promise.all([
    answerOf(client.api.GET('/v1/titles/{id}', { params: { path: { id } }, signal })),
    answerOf(client.api.GET('/v1/references', { params: { query: { title: id, most: 100 } }, signal })),
    answerOf(client.api.GET('/v1/discs', { params: { query: { most: 200 } }, signal })),
    answerOf(client.api.GET('/v1/allowed-sources', { params: { query: { most: 200 } }, signal })),
    answerOf(client.api.GET('/v1/titles/{id}/held-back', { params: { path: { id } }, signal })),
    answerOf(client.api.GET('/v1/uploads', { params: { query: { title: id, most: MOST_SIGHTINGS } }, signal })),
  ]);
  return {
    now: Date.now(),
    title,
    references: references.references,
    discs: discs.discs.filter(({ titleId }) => titleId === id),
    allowed: allowed.allowedSources.filter(({ titleId }) => titleId === undefined || titleId === id),
    held: held.intervals,
    sightings: latest.uploads as Upload[],
    hasMore: latest.next !== undefined,
  };
}

function leadOf({ title: { year, eidr, isan, promos } }: Found): string {
  return [year, eidr, isan, say(`promos.${promos ?? 'unknown'}`)].filter((each) => each !== undefined).join(' · ');
}

function Facts({
  found: { title, references, discs, allowed, held, sightings, hasMore, now },
  refresh,
}: {
  readonly found: Found;
  readonly refresh: () => void;
}) {
  const windows = [...title.windows].sort((one, other) => earliestOpening(one) - earliestOpening(other));
  return (
    <div class="wide-stack">
      <section class="card stack" aria-labelledby="windows">
        <h2 id="windows">{say('title.windows')}</h2>
        {windows.length === 0 ? (
          <Empty title={say('titles.nowindow')} text={say('title.nowindow.text')} />
        ) : (
          <>
            <Calendar windows={windows} sightings={sightings} promos={promosOf(references)} now={now} />
            <ul class="lines">
              {windows.map((window) => (
                <li key={`${window.territory} ${window.channel} ${window.party}`}>
                  <span>
                    <strong>{territory(window.territory)}</strong>, {say(`channel.${window.channel}`)}
                    {window.party !== undefined && <span class="wrap"> ({window.party})</span>}
                  </span>
                  <span class="time">
                    {window.opensAt}{' '}
                    <span class="soft small">{window.timeZone ?? (window.opensAt.includes('T') ? '' : say('window.anywhere'))}</span>
                  </span>
                  <span class="soft small">{away(earliestOpening(window), now)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {may('titles.write') && (
          <details>
            <summary>{say('window.set')}</summary>
            <Form
              button={say('window.set')}
              send={async (typed) => {
                const window = windowOf(typed);
                if (window === undefined) return;
                await answerOf(
                  client.api.PUT('/v1/titles/{id}/windows', { params: { path: { id: title.id } }, body: { windows: [window] } }),
                );
                refresh();
              }}
            >
              <p class="soft">{say('window.set.hint')}</p>
              <WindowFields isRequired />
            </Form>
          </details>
        )}
      </section>
      <section class="stack" aria-labelledby="sightings">
        <h2 id="sightings">{say('title.sightings')}</h2>
        {sightings.length === 0 ? (
          <Empty title={say('title.nosightings')} text={say('title.nosightings.text')} />
        ) : (
          <ul class="sightings">
            {byUrgency(sightings, [title], now).map(({ upload }) => (
              <Sighting key={upload.id} upload={upload} now={now} />
            ))}
          </ul>
        )}
        {hasMore && <p class="soft">{say('title.latest', { count: sightings.length })}</p>}
      </section>
      <DeliveriesOfTitle title={title} sightings={sightings} />
      <div class="columns">
        <section class="card stack" aria-labelledby="references">
          <h2 id="references">{say('title.references')}</h2>
          {references.length === 0 && <p class="soft">{say('title.noreferences')}</p>}
          <ul class="lines">
            {references.map((each) => (
              <li key={each.id}>
                <span class="wrap">
                  <strong>{each.id}</strong>
                  <br />
                  <span class="soft small">
                    {[say(`kind.${each.kind}`), each.edition, each.promo?.form].filter((part) => part !== undefined).join(' · ')}
                  </span>
                </span>
                <span class="time">{each.duration === 0 ? say('match.still') : clock(each.duration)}</span>
              </li>
            ))}
          </ul>
          {discs.map((disc) => (
            <p key={disc.id} class="wrap">
              {say('title.disc')} <strong>{disc.id}</strong>{' '}
              <span class="soft small">
                {[disc.label, disc.edition, disc.variant, disc.distributor, disc.streetDate]
                  .filter((part) => part !== undefined)
                  .join(' · ')}
              </span>
            </p>
          ))}
        </section>
        <HeldBack intervals={held} />
        <section class="card stack" aria-labelledby="allowed">
          <h2 id="allowed">{say('title.allowed')}</h2>
          {allowed.length === 0 && <p class="soft">{say('title.noallowed')}</p>}
          <ul class="lines">
            {allowed.map(({ id, words, reason }) => (
              <li key={id}>
                <span class="wrap">
                  {words}
                  {reason !== undefined && <span class="soft small"> — {reason}</span>}
                </span>
                {may('titles.write') && (
                  <DoButton act={() => answerOf(client.api.DELETE('/v1/allowed-sources/{id}', { params: { path: { id } } })).then(refresh)}>
                    {say('remove')}
                  </DoButton>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

/** When promos of a title were published, with what each is. */
function promosOf(references: Found['references']) {
  return references.flatMap(({ id, promo }) =>
    (promo?.publications ?? []).map(({ opensAt, timeZone }) => ({ id, at: earliestOpening({ opensAt, timeZone }) })),
  );
}

/** What of the title proves nothing, and why. */
function HeldBack({ intervals }: { readonly intervals: Found['held'] }) {
  return (
    <section class="card stack" aria-labelledby="held">
      <h2 id="held">{say('title.held')}</h2>
      {intervals.length === 0 && <p class="soft">{say('title.noheld')}</p>}
      <ul class="lines">
        {intervals.map(({ referenceId, start, end, why, reason }) => (
          <li key={`${referenceId} ${start} ${end} ${why}`}>
            <span class="wrap">
              <strong>{referenceId}</strong> {say(`held.${why}`)}
              <br />
              <span class="soft small" lang="en">
                {reason}
              </span>
            </span>
            <span class="time">
              {clock(start)} – {clock(end)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
