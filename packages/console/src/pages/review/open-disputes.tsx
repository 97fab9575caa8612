import { away } from '../../facts/time.ts';
import { usePages } from '../../live.ts';
import { LoadedList } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { answerOf, client } from '../../service.ts';
import { say } from '../../words.ts';

/** Disputes that wait for an answer, the one with the earliest deadline first. */
export function OpenDisputes() {
  const pages = usePages('open disputes', loadPage, 15_000);
  return (
    <section class="card stack" aria-labelledby="open-disputes">
      <h2 id="open-disputes">{say('review.disputes')}</h2>
      <LoadedList pages={pages} empty={<p class="soft">{say('review.nodisputes')}</p>}>
        {(disputes) => (
          <ul class="lines">
            {disputes.map(({ id, by, ground, deadline, secondsLeft, uploads }) => (
              <li key={id}>
                <div class="stack">
                  {uploads.map((upload) => (
                    <a class="wrap" key={upload.id} href={`/uploads/${upload.id}`}>
                      {upload.name}
                    </a>
                  ))}
                  <span class="wrap">
                    {by}: {ground}
                  </span>
                </div>
                <span class="small">
                  {say((secondsLeft ?? 0) < 0 ? 'disputes.overdue' : 'disputes.deadline')}{' '}
                  <strong>{away(Date.parse(deadline), Date.now())}</strong>, <Time at={deadline} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </LoadedList>
    </section>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 50, ...(cursor !== undefined && { cursor }) };
  const { disputes, next } = await answerOf(client.api.GET('/v1/disputes', { params: { query }, signal }));
  return { items: disputes, next };
}
