import { useEffect, useRef, useState } from 'preact/hooks';
import { bytes, percent } from '../facts/time.ts';
import { standingOf, TONES } from '../facts/verdict.ts';
import { Badge } from '../parts/badge.tsx';
import { FailedUpload } from '../parts/failed-upload.tsx';
import { Field } from '../parts/form.tsx';
import { PageHead } from '../parts/states.tsx';
import { Summary } from '../parts/summary.tsx';
import { useStore } from '../store.ts';
import { say } from '../words.ts';
import { filesIn } from './drop/files-in.ts';
import { forget, type Sent, sendFiles, sent } from './drop/sending.ts';

/** Files are dragged here, sent in parts, and answered one by one. */
export default function Drop() {
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const list = useStore(sent);
  const take = (files: readonly File[]) => {
    if (files.length === 0 || form.current === null || !form.current.reportValidity()) return;
    const typed = new FormData(form.current);
    const text = (name: string) => String(typed.get(name) ?? '').trim() || undefined;
    const seen = text('seen');
    const facts = {
      seenAt: seen === undefined ? undefined : new Date(seen).toISOString(),
      territory: text('territory')?.toUpperCase(),
      link: text('link'),
      host: text('host'),
    };
    sendFiles(files, facts, { onlyFingerprint: typed.get('only-fingerprint') !== null });
  };
  return (
    <div class="page">
      <PageHead title={say('nav.drop')} lead={say('drop.lead')} />
      <form ref={form} class="wide-stack" onSubmit={(event) => event.preventDefault()}>
        <fieldset class="card stack plain">
          <legend class="unseen">{say('drop.facts')}</legend>
          <p>
            <strong>{say('drop.facts')}</strong> <span class="soft">{say('drop.facts.hint')}</span>
          </p>
          <div class="fields">
            <Field label={say('drop.seen')} hint={say('drop.seen.hint', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}>
              <input type="datetime-local" name="seen" />
            </Field>
            <Field label={say('drop.territory')} hint={say('drop.territory.hint')}>
              <input name="territory" pattern="[A-Za-z]{2}" maxLength={2} autocomplete="off" />
            </Field>
            <Field label={say('drop.link')} hint={say('drop.link.hint')}>
              <input name="link" maxLength={8192} autocomplete="off" />
            </Field>
            <Field label={say('drop.host')}>
              <input name="host" maxLength={253} autocomplete="off" />
            </Field>
          </div>
        </fieldset>
        <fieldset class="card stack plain">
          <legend class="unseen">{say('drop.what')}</legend>
          <label class="choice">
            <input type="checkbox" name="only-fingerprint" />
            <strong>{say('drop.only')}</strong>
          </label>
          <p class="soft small reading">{say('drop.only.text')}</p>
        </fieldset>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
        <div
          class={isOver ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={async (event) => {
            event.preventDefault();
            setOver(false);
            if (event.dataTransfer !== null) take(await filesIn(event.dataTransfer));
          }}
        >
          <strong>{say('drop.here')}</strong>
          <p class="soft">{say('drop.kinds')}</p>
          <label class="unseen" for="files">
            {say('drop.choose')}
          </label>
          <input
            ref={input}
            id="files"
            class="unseen"
            type="file"
            multiple
            onChange={({ currentTarget }) => {
              take([...(currentTarget.files ?? [])]);
              currentTarget.value = '';
            }}
          />
          <button type="button" class="button main-button" onClick={() => input.current?.click()}>
            {say('drop.choose')}
          </button>
        </div>
      </form>
      <Results list={list} />
    </div>
  );
}

function Results({ list }: { readonly list: readonly Sent[] }) {
  // Who leaves while bytes are on their way is asked first.
  const isSending = list.some(({ state }) => state === 'sending' || state === 'waiting' || state === 'hashing');
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isSending]);
  if (list.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="sent">
      <h2 id="sent">{say('drop.sent')}</h2>
      <ul class="sightings" aria-live="polite">
        {list.map((each) => (
          <Result key={each.key} sent={each} />
        ))}
      </ul>
    </section>
  );
}

function Result({ sent: { key, name, size, state, share, upload, error, fingerprint } }: { readonly sent: Sent }) {
  const standing = upload === undefined ? undefined : standingOf(upload);
  return (
    <li class="sighting" data-tone={standing === undefined ? (state === 'failed' ? 'review' : 'calm') : TONES[standing]}>
      <div class="stack">
        {standing !== undefined && <Badge standing={standing} />}
        <h3 class="wrap">{upload === undefined ? name : <a href={`/uploads/${upload.id}`}>{name}</a>}</h3>
        {state === 'waiting' && <p class="soft">{say('drop.queued')}</p>}
        {state === 'hashing' && (
          <>
            <progress value={share} max={1} aria-label={say('progress.of', { name })} />
            <p class="soft small time">{say('drop.hashing', { percent: percent(share) })}</p>
          </>
        )}
        {fingerprint !== undefined && (
          <p class="soft small">
            {say('drop.fingerprint', { pictures: fingerprint.pictures, codes: fingerprint.codes, size: bytes(fingerprint.bytes) })}
          </p>
        )}
        {state === 'sending' && (
          <>
            <progress value={share} max={1} aria-label={say('progress.of', { name })} />
            <p class="soft small time">{say('drop.sending', { percent: percent(share), size: bytes(fingerprint?.bytes ?? size) })}</p>
          </>
        )}
        {standing === 'working' && <progress value={upload!.progress} max={1} aria-label={say('progress.of', { name })} />}
        {upload?.verdict !== undefined && <Summary outcome={upload.verdict.outcome} class="reading" />}
        <FailedUpload error={upload?.error} />
        {error !== undefined && <p role="alert">{error}</p>}
      </div>
      {state === 'failed' && (
        <p class="urgency">
          <button type="button" class="button little" onClick={() => forget(key)}>
            {say('remove')}
          </button>
        </p>
      )}
    </li>
  );
}
