import type { Upload } from '@streetdate/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { DECISIONS, type Decision } from '../facts/decisions.ts';
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
import { Decide, History, Standing, useDecisions } from './match/decisions.tsx';
import { EndDispute, type OUTCOMES, RecordDispute } from './match/disputes.tsx';
import { Reasons } from './match/reasons.tsx';
import { OpenDisputes } from './review/open-disputes.tsx';
import { Precision } from './review/precision.tsx';

/** What a person can decide here. */
type Deed = Decision | 'dispute' | 'allow' | (typeof OUTCOMES)[number];

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
      {may('disputes.read') && <OpenDisputes />}
      {may('decisions.read') && <Precision />}
    </div>
  );
}

async function loadPage(cursor: string | undefined, signal: AbortSignal) {
  const query = { verdict: 'needs-review', decided: 'none', most: 100, ...(cursor !== undefined && { cursor }) } as const;
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
  // Another upload begins without a decision, in the same instant: whoever types fast has chosen the next one before an effect runs.
  const [chosen, setChosen] = useState<{ readonly id: string; readonly deed: Deed | undefined } | undefined>();
  const decision = chosen?.id === upload.id ? chosen.deed : undefined;
  const setDecision = (deed: Deed | undefined) => setChosen({ id: upload.id, deed });
  const list = useRef<HTMLOListElement>(null);
  const goBy = (steps: number) => {
    const next = uploads[Math.min(uploads.length - 1, Math.max(0, at + steps))];
    if (next !== undefined && next.id !== upload.id) goTo(`/review/${next.id}`, { replaces: true });
  };
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [upload.id]);
  const disputes = useLive(`review disputes ${upload.id}`, (signal) =>
    may('disputes.read')
      ? answerOf(client.api.GET('/v1/uploads/{id}/disputes', { params: { path: { id: upload.id } }, signal }))
      : Promise.resolve({ disputes: [] }),
  );
  const open = disputes.value?.disputes.find(({ outcome }) => outcome === undefined);
  const decided = useDecisions(upload.id);
  const verdicts = may('decisions.write') ? DECISIONS.map((each, index) => [String(index + 1), each] as const) : [];
  const facts: readonly (readonly [key: string, deed: Deed])[] = [
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
      const found = [...verdicts, ...facts].find(([each]) => each === key)?.[1];
      if (found === undefined) return false;
      setDecision(found);
    }
    return true;
  });
  const done = () => {
    setDecision(undefined);
    disputes.refresh();
    decided.refresh();
    refresh();
  };
  const goOn = () => {
    const next = uploads[at + 1] ?? uploads[at - 1];
    if (next !== undefined) goTo(`/review/${next.id}`, { replaces: true });
    done();
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
          {decided.value !== undefined && <Standing found={decided.value} />}
          {verdicts.length + facts.length === 0 && <p>{say('review.readonly')}</p>}
          <Deeds name={say('review.what')} deeds={verdicts} chosen={decision} onChoose={setDecision} />
          <Deeds name={say('review.facts')} deeds={facts} chosen={decision} onChoose={setDecision} />
          <div key={`${upload.id} ${decision}`} ref={focusFirst}>
            {decision === 'dispute' && <RecordDispute uploadId={upload.id} onRecord={done} />}
            {decision === 'allow' && <Allow upload={upload} onAllow={done} />}
            {isVerdict(decision) && <Decide upload={upload} chosen={decision} onDecide={goOn} />}
            {decision !== undefined && !isVerdict(decision) && decision !== 'dispute' && decision !== 'allow' && open !== undefined && (
              <EndDispute uploadId={upload.id} disputeId={open.id} onEnd={done} chosen={decision} />
            )}
          </div>
          {decided.value !== undefined && decided.value.decisions.length > 0 && (
            <details>
              <summary>{say('decisions.history', { count: decided.value.decisions.length })}</summary>
              <History found={decided.value} />
            </details>
          )}
        </section>
      </section>
    </div>
  );
}

const isVerdict = (deed: Deed | undefined): deed is Decision => DECISIONS.some((each) => each === deed);

/** Buttons for what can be decided, each with its key. */
function Deeds({
  name,
  deeds,
  chosen,
  onChoose,
}: {
  readonly name: string;
  readonly deeds: readonly (readonly [key: string, deed: Deed])[];
  readonly chosen: Deed | undefined;
  readonly onChoose: (deed: Deed | undefined) => void;
}) {
  if (deeds.length === 0) return null;
  return (
    <fieldset class="plain bare">
      <legend>{name}</legend>
      <p class="row">
        {deeds.map(([key, each]) => (
          <button
            type="button"
            class="button"
            key={each}
            aria-pressed={chosen === each}
            aria-keyshortcuts={key}
            onClick={() => onChoose(chosen === each ? undefined : each)}
          >
            <span class="key" aria-hidden="true">
              {key}
            </span>
            {say(`decision.${each}`)}
          </button>
        ))}
      </p>
    </fieldset>
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
