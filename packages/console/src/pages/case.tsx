import { daysEarlyInWords } from '@streetdate/evidence/internal/words';
import { useEffect, useState } from 'preact/hooks';
import { ServerMap } from '../charts/server-map.tsx';
import { SpreadPlot } from '../charts/spread.tsx';
import { bytes, earliestOpening, localTime, span, territory, utcTime } from '../facts/time.ts';
import { useLive } from '../live.ts';
import { Figure } from '../parts/figure.tsx';
import { Scrolled } from '../parts/scrolled.tsx';
import { Empty, Loaded, PageHead } from '../parts/states.tsx';
import { Time } from '../parts/time.tsx';
import { place, setQuery } from '../router.ts';
import { isGuest, may } from '../service.ts';
import { useStore } from '../store.ts';
import { say, writing } from '../words.ts';
import { Commands } from './case/commands.tsx';
import { type Case, loadCase } from './case/load.ts';
import { Overlap } from './case/overlap.tsx';
import { Ranking } from './case/ranking.tsx';
import { Share } from './case/share.tsx';

/** What the servers of the case tell together: where they stand, how each title spread, and what they share. */
export default function CasePage() {
  const live = useLive('case', loadCase, 60_000);
  return (
    <div class="page">
      <PageHead title={say('nav.case')} lead={say('case.lead')} />
      <Loaded live={live}>{(found) => <Told found={found} />}</Loaded>
    </div>
  );
}

function Told({ found }: { readonly found: Case }) {
  const { servers, titles, overlaps, unmatched, unscanned, ledgerEntries, generatedAt } = found;
  const { query } = useStore(place);
  if (servers.length === 0)
    return (
      <Empty title={say('case.none')} text={say('case.none.text')}>
        <pre class="mono">streetdate case add-server FOLDER --name NAME --country NL</pre>
      </Empty>
    );
  const chosen = titles.find(({ titleId }) => titleId === query.get('title')) ?? titles[0];
  return (
    <>
      <section class="card stack" aria-label={say('case.facts')}>
        <dl class="figures">
          {(
            [
              ['case.servers', servers.length, say('case.countries', { count: new Set(servers.map(({ country }) => country)).size })],
              ['case.titles', titles.length, say('case.unmatched', { count: unmatched })],
              ['case.films', servers.reduce((sum, { films }) => sum + films, 0), say('case.unscanned', { count: unscanned })],
              ['case.ledger', ledgerEntries, say('case.ledger.text')],
            ] as const
          ).map(([word, value, text]) => (
            <Figure key={word} name={say(word)} note={text}>
              {value}
            </Figure>
          ))}
        </dl>
      </section>
      {titles.length > 1 && (
        <label class="field">
          <span>{say('case.title')}</span>
          <select value={chosen?.titleId} onChange={({ currentTarget }) => setQuery('title', currentTarget.value)}>
            {titles.map(({ titleId, title }) => (
              <option key={titleId} value={titleId}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen === undefined ? (
        <Empty title={say('case.notitle')} text={say('case.notitle.text')} />
      ) : (
        <Spread key={chosen.titleId} spread={chosen} servers={servers} />
      )}
      {overlaps.length > 0 && <Overlap servers={servers} overlaps={overlaps} />}
      <section class="card stack" aria-labelledby="servers">
        <h2 id="servers">{say('case.servers')}</h2>
        <ul class="lines">
          {servers.map(
            ({ id, name, country, custodian, source, seenAt, files, bytes: size, films, fingerprints, unread, clockErrorSeconds }) => (
              <li key={id}>
                <div>
                  <strong class="wrap">{name}</strong> {territory(country)}
                  <p class="soft small">
                    {[say('case.files', { count: files }), bytes(size), say(`case.source.${source}`), custodian]
                      .filter((part) => part !== undefined)
                      .join(' · ')}
                  </p>
                  {seenAt !== undefined && (
                    <p class="soft small">
                      {say('case.taken')} <Time at={seenAt} />
                    </p>
                  )}
                  {clockErrorSeconds !== undefined && Math.abs(clockErrorSeconds) >= 60 && (
                    <p class="small">
                      {say(clockErrorSeconds > 0 ? 'case.clock.ahead' : 'case.clock.behind', { time: span(Math.abs(clockErrorSeconds)) })}
                    </p>
                  )}
                  {fingerprints !== undefined && <p class="small">{say('case.fingerprintsHere', { count: fingerprints })}</p>}
                  {unread > 0 && <p class="small">{say('case.unread', { count: unread })}</p>}
                </div>
                <span class="small">{say('case.filmsHere', { count: films })}</span>
              </li>
            ),
          )}
        </ul>
      </section>
      {!isGuest() && <Ranking />}
      <Commands found={found} />
      {may('keys.write') && <Share />}
      <p class="soft small">
        {say('case.made')} <Time at={generatedAt} />
      </p>
    </>
  );
}

/** Time between two steps while the spread plays, milliseconds, and how many steps it has. */
const STEP_MS = 120;
const STEPS = 80;

function Spread({ spread, servers }: { readonly spread: Case['titles'][number]; readonly servers: Case['servers'] }) {
  const times = spread.servers.map(({ time }) => Date.parse(time));
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const [now, setNow] = useState(end);
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setNow((before) => Math.min(end, before + Math.max(1, (end - start) / STEPS))), STEP_MS);
    return () => clearInterval(timer);
  }, [isPlaying, start, end]);
  useEffect(() => {
    if (now >= end) setPlaying(false);
  }, [now, end]);
  const nameOf = (id: string) => servers.find((server) => server.id === id)?.name ?? id;
  const reached = new Set(spread.servers.filter((_, at) => times[at]! <= now).map(({ serverId }) => serverId));
  const places = [...new Set(servers.map(({ country }) => country))].map((country) => {
    const own = servers.filter((server) => server.country === country);
    return { country, servers: own.length, reached: own.filter(({ id }) => reached.has(id)).length };
  });
  return (
    <section class="card stack" aria-labelledby="spread">
      <h2 id="spread">{say('case.spread', { title: spread.title })}</h2>
      <p class="reading">{say('case.first', { count: spread.first.length, names: spread.first.map(nameOf).join(', ') })}</p>
      <ServerMap places={places} />
      <p class="row">
        <button
          type="button"
          class="button little"
          disabled={start === end}
          onClick={() => {
            if (!isPlaying && now >= end) setNow(start);
            setPlaying(!isPlaying);
          }}
        >
          {say(isPlaying ? 'case.pause' : 'case.play')}
        </button>
        <output class="time">
          {localTime(now)} <span class="utc">({utcTime(now)})</span>,{' '}
          {say('case.reached', { reached: reached.size, count: servers.length })}
        </output>
      </p>
      <label class="scrub">
        <span>{say('case.time')}</span>
        <input
          type="range"
          min={0}
          max={STEPS}
          value={end > start ? Math.round((STEPS * (now - start)) / (end - start)) : STEPS}
          disabled={start === end}
          aria-valuetext={localTime(now)}
          onInput={({ currentTarget }) => {
            setPlaying(false);
            setNow(start + (Number(currentTarget.value) * (end - start)) / STEPS);
          }}
        />
      </label>
      <SpreadPlot
        now={now}
        arrivals={spread.servers.map(({ serverId, country, time, spreadSeconds = 0 }) => ({
          id: serverId,
          name: nameOf(serverId),
          country,
          at: Date.parse(time),
          doubt: 1000 * spreadSeconds,
        }))}
        openings={spread.windows.map((window) => ({
          at: earliestOpening(window),
          words: `${territory(window.territory)}, ${say(`channel.${window.channel}`)}`,
        }))}
      />
      <Scrolled name={say('case.spread.label')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('case.server')}</th>
              <th scope="col">{say('case.when')}</th>
              <th scope="col">{say('case.release')}</th>
              <th scope="col" class="number">
                {say('case.copies')}
              </th>
              <th scope="col" class="number">
                {say('case.same')}
              </th>
            </tr>
          </thead>
          <tbody>
            {spread.servers.map(({ serverId, country, time, spreadSeconds, release, copies, sameAsEarlier }) => (
              <tr key={serverId}>
                <td>
                  {nameOf(serverId)} ({country})
                </td>
                <td>
                  <Time at={time} />
                  {spreadSeconds !== undefined && ` ± ${span(spreadSeconds)}`}
                </td>
                <td class="wrap">{release ?? '–'}</td>
                <td class="number">{copies}</td>
                <td class="number">{sameAsEarlier}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {spread.windows.length > 0 && (
        <ul class="stack">
          {spread.windows.map(({ territory: where, channel, daysEarly }) => (
            <li key={`${where} ${channel}`}>
              {territory(where)}, {say(`channel.${channel}`)}: {daysEarlyInWords(daysEarly, writing())}
            </li>
          ))}
        </ul>
      )}
      <p class="soft small reading">{say('case.claims')}</p>
    </section>
  );
}
