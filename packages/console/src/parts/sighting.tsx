import type { Upload } from '@streetdate/client';
import { away, day, territory } from '../facts/time.ts';
import { seenAt, standingOf, TONES, type Upcoming } from '../facts/verdict.ts';
import { say } from '../words.ts';
import { Badge } from './badge.tsx';
import { FailedUpload } from './failed-upload.tsx';
import { Summary } from './summary.tsx';
import { Time } from './time.tsx';

/** One upload: what it is called, what was found in it, and how soon it matters. */
export function Sighting({
  upload,
  next,
  now,
  level = 3,
}: {
  readonly upload: Upload;
  readonly next?: Upcoming | undefined;
  readonly now: number;
  /** How deep its heading stands in the page. */
  readonly level?: 2 | 3;
}) {
  const standing = standingOf(upload);
  const seen = seenAt(upload);
  const Head = `h${level}` as const;
  const outcome = upload.verdict?.outcome;
  const titles = [...new Set(outcome?.matches.map(({ title }) => title))];
  return (
    <li class="sighting" data-tone={TONES[standing]}>
      <div class="stack">
        <p class="row">
          <Badge standing={standing} />
          {upload.decided !== undefined && (
            <span class="badge" data-tone={upload.decided === 'leak' ? 'leak' : 'fine'}>
              {say('decisions.decided', { decision: say(`decision.${upload.decided}`) })}
            </span>
          )}
        </p>
        <Head>
          <a href={`/uploads/${upload.id}`}>{titles.length > 0 ? `${titles.join(', ')} · ${upload.name}` : upload.name}</a>
        </Head>
        {outcome !== undefined && <Summary outcome={outcome} class="reading wrap" />}
        <FailedUpload error={upload.error} class="reading wrap" />
        <p class="facts">
          <span>
            {seen === undefined ? say('seen.unknown') : say(upload.seenAt === undefined ? 'seen.sent' : 'seen')}{' '}
            {seen !== undefined && <Time at={seen} />}
          </span>
          {upload.territory !== undefined && <span>{territory(upload.territory)}</span>}
          {upload.host !== undefined && <span class="wrap">{upload.host}</span>}
          {upload.seenAt !== undefined && (
            <span>
              {say('sent')} <Time at={upload.createdAt} />
            </span>
          )}
        </p>
      </div>
      {next !== undefined && (
        <p class="urgency">
          <strong>{away(next.opensAt, now)}</strong>
          {say(`channel.${next.window.channel}`)}, {territory(next.window.territory)}
          <br />
          {day(next.opensAt, next.window.timeZone ?? 'UTC')}
        </p>
      )}
    </li>
  );
}
