import type { Upload } from '@streetdate/client';
import { useRef } from 'preact/hooks';
import { failureWords } from '../facts/failures.ts';
import { percent, span } from '../facts/time.ts';
import { byUrgency } from '../facts/verdict.ts';
import { useLive } from '../live.ts';
import { FailedUpload } from '../parts/failed-upload.tsx';
import { DoButton } from '../parts/form.tsx';
import { Sighting } from '../parts/sighting.tsx';
import { Empty, Loaded, PageHead } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { titlesShown } from '../parts/titles-shown.ts';
import { answerOf, client, may } from '../service.ts';
import { say } from '../words.ts';

/** How many of each kind are shown. */
const MOST = 50;

/** What is new, what runs, and what failed. */
export default function Today() {
  const live = useLive('today', load, 3000);
  return (
    <div class="page">
      <PageHead title={say('nav.today')} lead={say('today.lead')}>
        <a class="button" href="/uploads">
          {say('uploads.title')}
        </a>
      </PageHead>
      <Loaded live={live}>
        {(found) => (
          <div class="wide-stack">
            <New found={found} />
            <Running uploads={found.running} />
            <Failed found={found} refresh={live.refresh} />
            {found.others.length > 0 && (
              <section class="stack" aria-labelledby="others">
                <h2 id="others">{say('today.others')}</h2>
                <ul class="sightings">
                  {found.others.map((upload) => (
                    <Sighting key={upload.id} upload={upload} now={found.now} />
                  ))}
                </ul>
              </section>
            )}
          </div>
        )}
      </Loaded>
    </div>
  );
}

type Found = Awaited<ReturnType<typeof load>>;

async function load(signal: AbortSignal) {
  const uploads = (query: {
    readonly state?: Upload['state'];
    readonly verdict?: 'pre-release-leak' | 'needs-review';
    readonly decided?: 'none';
    readonly most?: number;
  }) =>
    answerOf(client.api.GET('/v1/uploads', { params: { query: { most: MOST, ...query } }, signal })).then(
      (page) => page.uploads as Upload[],
    );
  const [leaks, reviews, working, waiting, failed, latest, anyTitle, jobs] = await Promise.all([
    uploads({ verdict: 'pre-release-leak' }),
    uploads({ verdict: 'needs-review', decided: 'none' }),
    uploads({ state: 'working' }),
    uploads({ state: 'waiting' }),
    uploads({ state: 'failed', most: 20 }),
    uploads({ most: 20 }),
    answerOf(client.api.GET('/v1/titles', { params: { query: { most: 1 } }, signal })),
    may('jobs.read') ? answerOf(client.api.GET('/v1/jobs', { params: { query: { state: 'dead', most: 100 } }, signal })) : { jobs: [] },
  ]);
  const titles = await titlesShown([...leaks, ...reviews], signal);
  const now = Date.now();
  const shown = new Set([...leaks, ...reviews].map(({ id }) => id));
  return {
    now,
    // What people decided to be something else is no leak to act on.
    grave: byUrgency([...leaks.filter(({ decided = 'leak' }) => decided === 'leak'), ...reviews], titles, now),
    running: [...working, ...waiting],
    failed,
    others: latest.filter(({ id, state }) => state === 'done' && !shown.has(id)),
    dead: jobs.jobs,
    hasTitles: anyTitle.titles.length > 0,
  };
}

function New({ found: { grave, hasTitles, now, others, running } }: { readonly found: Found }) {
  return (
    <section class="stack" aria-labelledby="new">
      <h2 id="new">{say('today.new')}</h2>
      {grave.length > 0 ? (
        <ul class="sightings">
          {grave.map(({ upload, next }) => (
            <Sighting key={upload.id} upload={upload} next={next} now={now} />
          ))}
        </ul>
      ) : !hasTitles ? (
        <Empty title={say('today.first.title')} text={say('today.first.text')}>
          <a class="button main-button" href="/titles">
            {say('today.first.button')}
          </a>
        </Empty>
      ) : (
        <Empty title={say('today.none.title')} text={say(others.length + running.length > 0 ? 'today.none.text' : 'today.nothing.text')}>
          {may('uploads.send') && (
            <a class="button main-button" href="/drop">
              {say('nav.drop')}
            </a>
          )}
        </Empty>
      )}
    </section>
  );
}

function Running({ uploads }: { readonly uploads: readonly Upload[] }) {
  const left = useTimeLeft(uploads);
  if (uploads.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="running">
      <h2 id="running">{say('today.running')}</h2>
      <ul class="lines">
        {uploads.map(({ id, name, state, progress }) => (
          <li key={id}>
            <div class="stack">
              <a class="wrap" href={`/uploads/${id}`}>
                {name}
              </a>
              {state === 'working' && <progress value={progress} max={1} aria-label={say('progress.of', { name })} />}
            </div>
            <span class="soft small time">
              {state === 'waiting'
                ? say('standing.waiting')
                : left(id) === undefined
                  ? percent(progress)
                  : say('progress.left', { percent: percent(progress), time: span(left(id)!) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How long each upload may still take, seconds, by how fast it went since it was first seen here. */
function useTimeLeft(uploads: readonly Upload[]): (id: string) => number | undefined {
  const seen = useRef(new Map<string, { readonly at: number; readonly progress: number }>());
  const now = performance.now();
  const known = seen.current;
  for (const { id, progress, state } of uploads) if (state === 'working' && !known.has(id)) known.set(id, { at: now, progress });
  for (const id of [...known.keys()]) if (!uploads.some((upload) => upload.id === id)) known.delete(id);
  return (id) => {
    const [first, upload] = [known.get(id), uploads.find((each) => each.id === id)];
    if (first === undefined || upload === undefined || upload.progress <= first.progress + 0.02) return undefined;
    return ((1 - upload.progress) * (now - first.at)) / (upload.progress - first.progress) / 1000;
  };
}

function Failed({ found: { failed, dead }, refresh }: { readonly found: Found; readonly refresh: () => void }) {
  const jobOf = new Map(dead.flatMap((job) => (uploadOf(job) === undefined ? [] : [[uploadOf(job)!, job] as const])));
  const others = dead.filter((job) => !failed.some(({ id }) => id === uploadOf(job)));
  if (failed.length + others.length === 0) return null;
  const again = (id: string) => (
    <DoButton act={() => answerOf(client.api.POST('/v1/jobs/{id}/send-again', { params: { path: { id } } })).then(refresh)}>
      {say('sendagain')}
    </DoButton>
  );
  return (
    <section class="card stack" aria-labelledby="failed">
      <h2 id="failed">{say('today.failed')}</h2>
      <ul class="lines">
        {failed.map(({ id, name, error, finishedAt }) => {
          const job = jobOf.get(id);
          return (
            <li key={id}>
              <div>
                <a class="wrap" href={`/uploads/${id}`}>
                  {name}
                </a>
                <FailedUpload error={error} class="wrap" />
                {finishedAt !== undefined && (
                  <p class="soft small">
                    <Time at={finishedAt} />
                  </p>
                )}
                {job === undefined && failureWords(error?.code) === undefined && <p class="soft small">{say('failed.file')}</p>}
              </div>
              {job !== undefined && may('jobs.write') && again(job.id)}
            </li>
          );
        })}
        {others.map(({ id, kind, error, attempts, finishedAt }) => (
          <li key={id}>
            <div>
              <strong>{say('job', { kind })}</strong>
              <p class="wrap" lang="en">
                {error}
              </p>
              <p class="soft small">
                {say('job.attempts', { count: attempts })} {finishedAt !== undefined && <Time at={finishedAt} />}
              </p>
            </div>
            {may('jobs.write') && again(id)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The upload that a job is about; undefined for other jobs. */
function uploadOf({ payload }: { readonly payload?: unknown }): string | undefined {
  const { uploadId } = (payload ?? {}) as { readonly uploadId?: unknown };
  return typeof uploadId === 'string' ? uploadId : undefined;
}
