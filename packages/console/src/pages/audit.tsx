import { usePages } from '../live.ts';
import { Empty, LoadedList, PageHead } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { answerOf, client } from '../service.ts';
import { say } from '../words.ts';

/** Who did what, latest first. */
export default function Audit() {
  const pages = usePages('audit', loadPage, 15_000);
  return (
    <div class="page">
      <PageHead title={say('nav.audit')} lead={say('audit.lead')}>
        <a class="button" href="/v1/audit/export" download="audit.jsonl">
          {say('audit.export')}
        </a>
      </PageHead>
      <LoadedList pages={pages} empty={<Empty title={say('audit.none')} text={say('audit.none.text')} />}>
        {(entries) => (
          <ol class="card lines">
            {entries.map(({ id, at, actor, address, action, target, outcome, detail, hash, position }) => (
              <li key={id}>
                <div>
                  <p>
                    <strong class="wrap">{actor.name}</strong> <code>{action}</code>{' '}
                    {outcome === 'refused' && (
                      <span class="badge" data-tone="review">
                        {say('audit.refused')}
                      </span>
                    )}
                  </p>
                  <p class="soft small wrap">
                    {target !== undefined && `${target.kind} ${target.id} · `}
                    {detailInWords(detail)}
                  </p>
                  <details class="small soft">
                    <summary>{say('audit.entry', { position })}</summary>
                    <span class="wrap">
                      {address} · <code>{hash}</code>
                    </span>
                  </details>
                </div>
                <Time at={at} />
              </li>
            ))}
          </ol>
        )}
      </LoadedList>
    </div>
  );
}

/** What else an entry has, as names and values. */
function detailInWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor: Number(cursor) }) };
  const { entries, next } = await answerOf(client.api.GET('/v1/audit', { params: { query }, signal }));
  return { items: entries, next };
}
