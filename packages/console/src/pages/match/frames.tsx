import { StreetdateProblem } from '@streetdate/client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Curves, DistancePlot } from '../../charts/distance.tsx';
import { momentAt } from '../../facts/moments.ts';
import { clock } from '../../facts/time.ts';
import type { Match } from '../../facts/verdict.ts';
import { useLive } from '../../live.ts';
import { CommandLines } from '../../parts/command-lines.tsx';
import { inWords } from '../../parts/states.tsx';
import { filePictures, type PictureSource, servicePictures } from '../../pictures/sources.ts';
import { place, setQuery } from '../../router.ts';
import { answerOf, client, may } from '../../service.ts';
import { useStore } from '../../store.ts';
import { say } from '../../words.ts';
import { Overlaid, SideBySide, VIEWS } from './stage.tsx';
import { type Asked, usePicture } from './use-picture.ts';

/** Seconds of a step of the scrubber: a frame of film. */
const STEP = 0.04;
/** Time that each frame is shown while they alternate, milliseconds. */
const BLINK_MS = 600;

/** The copy and the reference at the same moment: scrubbed in step, side by side or one over the other, and how far they differ over time. */
export function Frames({ uploadId, match, isStill }: { readonly uploadId: string; readonly match: Match; readonly isStill: boolean }) {
  const { segments, referenceId } = match;
  const { query } = useStore(place);
  const [start, end] = [Math.min(...segments.map(({ queryStart }) => queryStart)), Math.max(...segments.map(({ queryEnd }) => queryEnd))];
  const [time, setTime] = useState(() => {
    const asked = Number(query.get('at') ?? Number.NaN);
    return asked >= start && asked <= end ? asked : (segments[0]!.queryStart + segments[0]!.queryEnd) / 2;
  });
  const view = VIEWS.find((each) => each === query.get('view')) ?? 'side';
  const [share, setShare] = useState(0.5);
  const [isCopyOn, setCopyOn] = useState(true);
  const [isBlinking, setBlinking] = useState(false);
  const copySource = useSource(() => servicePictures('upload', uploadId), uploadId);
  const referenceSource = useSource(() => servicePictures('reference', referenceId), referenceId);
  const moment = useMemo(() => momentAt(segments, time), [segments, time]);
  const copy = usePicture(copySource.source, moment.copy);
  const reference = usePicture(referenceSource.source, moment.reference);
  const curves = useLive(`curves ${uploadId} ${referenceId}`, (signal) =>
    answerOf(client.api.GET('/v1/uploads/{id}/curves/{reference}', { params: { path: { id: uploadId, reference: referenceId } }, signal })),
  );
  const known: Curves | undefined = curves.value;
  useEffect(() => {
    if (view !== 'blink' || !isBlinking) return;
    const timer = setInterval(() => setCopyOn((before) => !before), BLINK_MS);
    return () => clearInterval(timer);
  }, [view, isBlinking]);
  const go = (to: number, isOver = true) => {
    const next = Math.round(Math.min(end, Math.max(start, to)) * 100) / 100;
    setTime(next);
    if (isOver) setQuery('at', String(next));
  };
  const frames = { moment, copy, reference, referenceArea: known?.referenceArea };
  const valueText = say('frames.now', { copy: clock(moment.copy, true), reference: clock(moment.reference, true) });
  return (
    <section class="card stack" aria-labelledby="frames">
      <h2 id="frames">{say('frames')}</h2>
      <fieldset class="plain row choose">
        <legend class="unseen">{say('frames.views')}</legend>
        {VIEWS.map((each) => (
          <label key={each} class="button little">
            <input
              type="radio"
              name="view"
              class="unseen"
              checked={view === each}
              onChange={() => setQuery('view', each === 'side' ? undefined : each)}
            />
            {say(`frames.${each}`)}
          </label>
        ))}
      </fieldset>
      {view === 'side' ? <SideBySide {...frames} /> : <Overlaid view={view} share={share} isCopyOn={isCopyOn} {...frames} />}
      <Missing copy={copy} reference={reference} disc={(match.discs ?? []).length > 0 ? match.title : undefined} />
      {view === 'swipe' && (
        <label class="scrub">
          <span>{say('frames.share')}</span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={share}
            onInput={({ currentTarget }) => setShare(Number(currentTarget.value))}
          />
        </label>
      )}
      {view === 'blink' && (
        <p class="row">
          <button type="button" class="button little" onClick={() => setCopyOn(!isCopyOn)}>
            {say(isCopyOn ? 'frames.show.reference' : 'frames.show.copy')}
          </button>
          <button type="button" class="button little" aria-pressed={isBlinking} onClick={() => setBlinking(!isBlinking)}>
            {say('frames.alternate')}
          </button>
        </p>
      )}
      {!isStill && (
        <>
          <label class="scrub">
            <span>{say('frames.scrub')}</span>
            <input
              type="range"
              min={start}
              max={end}
              step={STEP}
              value={time}
              aria-valuetext={valueText}
              onInput={({ currentTarget }) => go(Number(currentTarget.value), false)}
              onChange={({ currentTarget }) => go(Number(currentTarget.value))}
            />
          </label>
          <p class="row between">
            <output class="time">{valueText}</output>
            <span class="row">
              {([-1, -STEP, STEP, 1] as const).map((step) => (
                <button type="button" class="button little" key={step} onClick={() => go(time + step)}>
                  {say(
                    Math.abs(step) === 1
                      ? step < 0
                        ? 'frames.secondBack'
                        : 'frames.second'
                      : step < 0
                        ? 'frames.frameBack'
                        : 'frames.frame',
                  )}
                </button>
              ))}
            </span>
          </p>
          {known?.segments.some(({ points }) => points.length > 1) && (
            <div class="stack">
              <h3>{say('distance')}</h3>
              <DistancePlot curves={known} segments={segments} start={start} end={end} at={moment.copy} />
            </div>
          )}
        </>
      )}
      <details open={isNotKept(copy) || isNotKept(reference)}>
        <summary>{say('frames.own')}</summary>
        <div class="stack">
          <p class="soft reading">{say('frames.own.text')}</p>
          <div class="fields">
            <OwnFile label={say('frames.own.copy')} take={copySource.take} />
            <OwnFile label={say('frames.own.reference')} take={referenceSource.take} />
          </div>
        </div>
      </details>
    </section>
  );
}

/** A source that a file of one's own may replace. */
function useSource(make: () => PictureSource, key: string) {
  const own = useMemo(make, [key]);
  const [file, setFile] = useState<PictureSource | undefined>();
  useEffect(() => () => own.close(), [own]);
  useEffect(() => () => file?.close(), [file]);
  const take = (given: File | undefined) => setFile(given && filePictures(given));
  return { source: file ?? (may('pictures.read') ? own : undefined), take };
}

function OwnFile({ label, take }: { readonly label: string; readonly take: (file: File | undefined) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="file" accept="video/*,image/*" onChange={({ currentTarget }) => take(currentTarget.files?.[0])} />
    </label>
  );
}

/** Why a picture is missing, or small. */
function Missing({
  copy,
  reference,
  disc,
}: {
  readonly copy: Asked;
  readonly reference: Asked;
  /** The title of the disc that the reference is of; undefined for a file. */
  readonly disc: string | undefined;
}) {
  const isWithoutPictures = disc !== undefined && isNotKept(reference);
  const notes = [
    ...(may('pictures.read') ? [] : [say('frames.forbidden')]),
    ...noteOn('copy', copy),
    ...(isWithoutPictures ? [say('frames.gone.disc')] : noteOn('reference', reference)),
  ];
  return (
    <div role="status" class="stack">
      {notes.map((note) => (
        <p class="notice reading" key={note}>
          {note}
        </p>
      ))}
      {isWithoutPictures && (
        <CommandLines lines={[['frames.gone.disc.command', `streetdate enroll disc FOLDER --title ${quoted(disc)} --thumbnails`]]} />
      )}
    </div>
  );
}

/** A name as a shell takes it. */
function quoted(name: string): string {
  return `'${name.replaceAll("'", "'\\''")}'`;
}

function isNotKept({ error }: Asked): boolean {
  return error instanceof StreetdateProblem && error.problem.type === 'not-kept';
}

function noteOn(what: 'copy' | 'reference', asked: Asked): string[] {
  const { shown, error } = asked;
  if (shown?.isSmall === true) return [say(`frames.small.${what}`)];
  if (error === undefined) return [];
  const type = error instanceof StreetdateProblem ? error.problem.type : undefined;
  if (isNotKept(asked)) return [say(`frames.gone.${what}`)];
  return [`${say(what)}: ${type === 'no-moment' ? say('frames.nomoment') : inWords(error)}`];
}
