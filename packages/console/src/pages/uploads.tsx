import type { Upload } from '@streetdate/client';
import { usePages } from '../live.ts';
import { Sighting } from '../parts/sighting.tsx';
import { Empty, LoadedList, PageHead } from '../parts/states.tsx';
import { place } from '../router.ts';
import { answerOf, client } from '../service.ts';
import { useStore } from '../store.ts';
import { say } from '../words.ts';

/** What the list may be narrowed to: kinds of verdicts, and states of those that have none. */
const VERDICTS = ['pre-release-leak', 'needs-review', 'authorised', 'released-copy', 'published-material', 'no-match'] as const;
const STATES = ['working', 'waiting', 'failed', 'cancelled'] as const;

/** Every upload, latest first. */
export default function Uploads() {
  const { query } = useStore(place);
  const only = query.get('only');
  const verdict = VERDICTS.find((each) => each === only);
  const state = STATES.find((each) => each === only);
  const pages = usePages(
    `uploads ${only}`,
    async (cursor, signal) => {
      const filter = { ...(verdict !== undefined && { verdict }), ...(state !== undefined && { state }) };
      const asked = { most: 100, ...filter, ...(cursor !== undefined && { cursor }) };
      const page = await answerOf(client.api.GET('/v1/uploads', { params: { query: asked }, signal }));
      return { items: page.uploads as Upload[], next: page.next };
    },
    5000,
  );
  const now = Date.now();
  return (
    <div class="page">
      <PageHead title={say('uploads.title')} lead={say('uploads.lead')} />
      <nav class="tabs" aria-label={say('uploads.only')}>
        {[undefined, ...VERDICTS, ...STATES].map((each) => (
          <a
            key={each ?? 'all'}
            href={each === undefined ? '/uploads' : `/uploads?only=${each}`}
            aria-current={each === (verdict ?? state) ? 'page' : undefined}
          >
            {each === undefined ? say('uploads.all') : say(`standing.${each}`)}
          </a>
        ))}
      </nav>
      <LoadedList pages={pages} empty={<Empty title={say('uploads.none')} text={say('uploads.none.text')} />}>
        {(uploads) => (
          <ul class="sightings">
            {uploads.map((upload) => (
              <Sighting key={upload.id} upload={upload} now={now} level={2} />
            ))}
          </ul>
        )}
      </LoadedList>
    </div>
  );
}
