import { away, day, earliestOpening, territory } from '../facts/time.ts';
import { nextWindow } from '../facts/verdict.ts';
import { usePages } from '../live.ts';
import { Field, Form } from '../parts/form.tsx';
import { Empty, LoadedList, PageHead } from '../parts/states.tsx';
import { goTo } from '../router.ts';
import { answerOf, client, may } from '../service.ts';
import { say } from '../words.ts';
import { WindowFields, windowOf } from './titles/window-fields.tsx';

/** What may be known of the promos of a title. */
const PROMOS = ['none', 'complete'] as const;

/** Every title, with its next window. */
export default function Titles() {
  const pages = usePages('titles', loadPage, 15_000);
  const now = Date.now();
  return (
    <div class="page">
      <PageHead title={say('nav.titles')} lead={say('titles.lead')} />
      <LoadedList pages={pages} empty={<Empty title={say('titles.none.title')} text={say('titles.none.text')} />}>
        {(titles) => (
          <ul class="card lines">
            {titles.map((title) => {
              const next = nextWindow([title], now);
              const first = title.windows.map(earliestOpening).sort((one, other) => one - other)[0];
              return (
                <li key={title.id}>
                  <div>
                    <h2>
                      <a class="wrap" href={`/titles/${encodeURIComponent(title.id)}`}>
                        {title.name}
                      </a>{' '}
                      {title.year !== undefined && <span class="soft">({title.year})</span>}
                    </h2>
                    <p class="soft small">
                      {say('titles.references', { count: title.referenceIds.length })} ·{' '}
                      {say('titles.windows', { count: title.windows.length })}
                    </p>
                  </div>
                  <p class="small">
                    {next !== undefined ? (
                      <>
                        <strong>{away(next.opensAt, now)}</strong> {say(`channel.${next.window.channel}`)},{' '}
                        {territory(next.window.territory)}
                      </>
                    ) : first === undefined ? (
                      say('titles.nowindow')
                    ) : (
                      say('titles.out', { day: day(first, 'UTC') })
                    )}
                  </p>
                </li>
              );
            })}
          </ul>
        )}
      </LoadedList>
      {may('titles.write') && (
        <section class="card stack" aria-labelledby="add">
          <h2 id="add">{say('titles.add')}</h2>
          <Form
            button={say('titles.add')}
            send={async (typed) => {
              const { name = '', year, promos } = typed;
              const window = windowOf(typed);
              const known = PROMOS.find((each) => each === promos);
              const body = {
                name,
                ...(year !== undefined && { year: Number(year) }),
                ...(known !== undefined && { promos: known }),
                windows: window === undefined ? [] : [window],
              };
              const { id } = await answerOf(client.api.POST('/v1/titles', { body }));
              goTo(`/titles/${encodeURIComponent(id)}`);
            }}
          >
            <div class="fields">
              <Field label={say('titles.name')}>
                <input name="name" required maxLength={500} />
              </Field>
              <Field label={say('titles.year')}>
                <input name="year" inputMode="numeric" pattern="[0-9]{1,4}" />
              </Field>
              <Field label={say('titles.promos')} hint={say('titles.promos.hint')}>
                <select name="promos">
                  <option value="">{say('promos.unknown')}</option>
                  <option value="none">{say('promos.none')}</option>
                  <option value="complete">{say('promos.complete')}</option>
                </select>
              </Field>
            </div>
            <WindowFields isRequired={false} />
          </Form>
        </section>
      )}
    </div>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { most: 100, ...(cursor !== undefined && { cursor }) };
  const { titles, next } = await answerOf(client.api.GET('/v1/titles', { params: { query }, signal }));
  return { items: titles, next };
}
