import type { Upload } from '@streetdate/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { away } from '../facts/time.ts';
import { partsOf } from '../facts/verdict.ts';
import { useLive, usePages } from '../live.ts';
import type { PageProps } from '../page-props.ts';
import { Field, Form } from '../parts/form.tsx';
import { Sighting } from '../parts/sighting.tsx';
import { Empty, LoadedList, PageHead } from '../parts/states.tsx';
import { Thresholds } from '../parts/thresholds.tsx';
import { Time } from '../parts/time.tsx';
import { goTo } from '../router.ts';
import { answerOf, client, may } from '../service.ts';
import { say } from '../words.ts';
import { EndDispute, type OUTCOMES, RecordDispute } from './match/disputes.tsx';
import { Reasons } from './match/reasons.tsx';

/** What a person can decide here. */
type Decision = 'dispute' | 'allow' | (typeof OUTCOMES)[number];

/** Uploads that need a review, one after the other. */
export default function Review({ params }: PageProps) {
  const pages = usePages('review', loadPage, 5000);
  return (
    <div class="page">
      <PageHead title={say('nav.review')} lead={say('review.lead')} />
      <LoadedList pages={pages} empty={<Empty title={say('review.none.title')} text={say('review.none.text')} />}>
        {(uploads) => (
          <>
            <OneByOne uploads={uploads} current={params.id} refresh={pages.live.refresh} />
            <details class="card">
              <summary>{say('review.thresholds')}</summary>
              <Thresholds matches={uploads.flatMap(({ verdict }) => verdict?.outcome.matches ?? [])} />
            </details>
          </>
        )}
      </LoadedList>
    </div>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { verdict: 'needs-review', most: 100, ...(cursor !== undefined && { cursor }) } as const;
  const page = await answerOf(client.api.GET('/v1/uploads', { params: { query }, signal }));
  return { items: page.uploads as Upload[], next: page.next };
}

function OneByOne({
  uploads,
  current,
  refresh,
}: {
  readonly uploads: readonly Upload[];
  readonly current: string | undefined;
  readonly refresh: () => void;
}) {
  const at = Math.max(
    0,
    uploads.findIndex(({ id }) => id === current),
  );
  const upload = uploads[at]!;
  const [decision, setDecision] = useState<Decision | undefined>();
  const list = useRef<HTMLOListElement>(null);
  const goBy = (steps: number) => {
    const next = uploads[Math.min(uploads.length - 1, Math.max(0, at + steps))];
    if (next !== undefined && next.id !== upload.id) goTo(`/review/${next.id}`, { replaces: true });
  };
  // Another upload begins without a decision.
  useEffect(() => {
    setDecision(undefined);
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [upload.id]);
  const disputes = useLive(`review disputes ${upload.id}`, (signal) =>
    may('disputes.read')
      ? answerOf(client.api.GET('/v1/uploads/{id}/disputes', { params: { path: { id: upload.id } }, signal }))
      : Promise.resolve({ disputes: [] }),
  );
  const open = disputes.value?.disputes.find(({ outcome }) => outcome === undefined);
  const decisions: readonly (readonly [key: string, decision: Decision])[] = [
    ...(may('disputes.write') ? [['d', 'dispute'] as const] : []),
    ...(may('titles.write') ? [['a', 'allow'] as const] : []),
    ...(open !== undefined && may('disputes.write')
      ? [['u', 'upheld'] as const, ['r', 'rejected'] as const, ['w', 'withdrawn'] as const]
      : []),
  ];
  useKeys((key) => {
    if (key === 'j' || key === 'ArrowDown') goBy(1);
    else if (key === 'k' || key === 'ArrowUp') goBy(-1);
    else if (key === 'o') goTo(`/uploads/${upload.id}`);
    else if (key === 'Escape') setDecision(undefined);
    else {
      const found = decisions.find(([each]) => each === key)?.[1];
      if (found === undefined) return false;
      setDecision(found);
    }
    return true;
  });
  const decided = () => {
    setDecision(undefined);
    disputes.refresh();
    refresh();
  };
  const parts = partsOf(upload.verdict!.outcome.verdict);
  return (
    <div class="review">
      <nav class="queue" aria-label={say('review.queue')}>
        <ol ref={list}>
          {uploads.map(({ id, name, verdict }) => (
            <li key={id}>
              <a href={`/review/${id}`} aria-current={id === upload.id ? 'true' : undefined}>
                <span class="wrap">{name}</span>
                <span class="small soft wrap">{verdict?.outcome.matches[0]?.title}</span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <section class="wide-stack" aria-label={upload.name}>
        <p class="row between">
          <span class="soft" role="status">
            {say('review.at', { at: at + 1, count: uploads.length })}
          </span>
          <span class="row">
            <button type="button" class="button little" disabled={at === 0} onClick={() => goBy(-1)}>
              <span class="key" aria-hidden="true">
                k
              </span>
              {say('review.before')}
            </button>
            <button type="button" class="button little" disabled={at === uploads.length - 1} onClick={() => goBy(1)}>
              <span class="key" aria-hidden="true">
                j
              </span>
              {say('review.next')}
            </button>
            <a class="button little" href={`/uploads/${upload.id}`}>
              <span class="key" aria-hidden="true">
                o
              </span>
              {say('review.open')}
            </a>
          </span>
        </p>
        <ul class="sightings">
          <Sighting upload={upload} now={Date.now()} level={2} />
        </ul>
        <Reasons parts={parts} upload={upload} />
        <section class="card stack" aria-labelledby="decide">
          <h2 id="decide">{say('review.decide')}</h2>
          {open !== undefined && (
            <p class="notice" data-tone="review">
              <strong class="wrap">
                {say('disputes.open')}: {open.ground}
              </strong>
              <span>
                {say((open.secondsLeft ?? 0) < 0 ? 'disputes.overdue' : 'disputes.deadline')} {away(Date.parse(open.deadline), Date.now())},{' '}
                <Time at={open.deadline} />
              </span>
            </p>
          )}
          <p class="reading soft">{say('review.hint')}</p>
          {decisions.length === 0 && <p>{say('review.readonly')}</p>}
          <p class="row">
            {decisions.map(([key, each]) => (
              <button
                type="button"
                class="button"
                key={each}
                aria-pressed={decision === each}
                aria-keyshortcuts={key}
                onClick={() => setDecision(decision === each ? undefined : each)}
              >
                <span class="key" aria-hidden="true">
                  {key}
                </span>
                {say(`decision.${each}`)}
              </button>
            ))}
          </p>
          <div key={`${upload.id} ${decision}`} ref={focusFirst}>
            {decision === 'dispute' && <RecordDispute uploadId={upload.id} onRecord={decided} />}
            {decision === 'allow' && <Allow upload={upload} onAllow={decided} />}
            {decision !== undefined && decision !== 'dispute' && decision !== 'allow' && open !== undefined && (
              <EndDispute uploadId={upload.id} disputeId={open.id} onEnd={decided} chosen={decision} />
            )}
          </div>
        </section>
      </section>
    </div>
  );
}

/** Whoever chose a decision by its key goes on typing the reason. */
function focusFirst(element: HTMLElement | null): void {
  element?.querySelector<HTMLElement>('input, select, textarea')?.focus();
}

/** Records that whoever owns the film allows copies at the place where it was seen. */
function Allow({ upload, onAllow }: { readonly upload: Upload; readonly onAllow: () => void }) {
  const link = upload.link !== undefined && URL.canParse(upload.link) ? new URL(upload.link) : undefined;
  const account = link?.pathname.split('/').find((part) => part !== '');
  const match = upload.verdict?.outcome.matches[0];
  return (
    <Form
      button={say('decision.allow')}
      send={async ({ host = '', account: named, reason }) => {
        const body = {
          host,
          ...(named === undefined ? { wholeHost: true } : { account: named, wholeHost: false }),
          ...(match !== undefined && { titleId: match.titleId }),
          ...(reason !== undefined && { reason }),
        };
        await answerOf(client.api.POST('/v1/allowed-sources', { body }));
        onAllow();
      }}
    >
      <p class="reading soft">{say('allow.hint', { title: match?.title ?? '' })}</p>
      <div class="fields">
        <Field label={say('allow.host')}>
          <input name="host" required maxLength={255} defaultValue={upload.host ?? link?.hostname ?? ''} />
        </Field>
        <Field label={say('allow.account')} hint={say('allow.account.hint')}>
          <input name="account" maxLength={256} defaultValue={account ?? ''} />
        </Field>
        <Field label={say('disputes.reason')}>
          <input name="reason" required maxLength={1000} />
        </Field>
      </div>
    </Form>
  );
}

/** Keys that work while nothing is being typed. @param press - Whether it took the key. */
function useKeys(press: (key: string) => boolean): void {
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isTyping = (event.target as Element).matches('input, select, textarea');
      if (isTyping && event.key !== 'Escape') return;
      if (latest.current(event.key)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
