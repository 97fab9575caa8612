import type { PageProps } from '../page-props.ts';
import { Empty, PageHead } from '../parts/states.tsx';
import { may } from '../service.ts';
import { say } from '../words.ts';
import { Keys } from './settings/keys.tsx';
import { People } from './settings/people.tsx';
import { Retention } from './settings/retention.tsx';
import { ReviewPolicy } from './settings/review-policy.tsx';
import { Sureness } from './settings/sureness.tsx';
import { Webhooks } from './settings/webhooks.tsx';
import { You } from './settings/you.tsx';

/** The parts of the settings, and what it takes to see each. */
const PARTS = [
  { name: 'you', needs: 'self.read', Part: You },
  { name: 'people', needs: 'accounts.read', Part: People },
  { name: 'keys', needs: 'keys.read', Part: Keys },
  { name: 'webhooks', needs: 'webhooks.read', Part: Webhooks },
  { name: 'review', needs: 'decisions.read', Part: ReviewPolicy },
  { name: 'retention', needs: 'uploads.read', Part: Retention },
  { name: 'sureness', needs: 'uploads.read', Part: Sureness },
] as const;

/** Oneself, people, keys, webhooks, reviews, what is kept, and how sure a match has to be. */
export default function Settings({ params }: PageProps) {
  const name = params.part ?? 'you';
  const part = PARTS.find((each) => each.name === name);
  return (
    <div class="page">
      <PageHead title={say('nav.settings')} />
      <nav class="tabs" aria-label={say('nav.settings')}>
        {PARTS.filter(({ needs }) => may(needs)).map((each) => (
          <a key={each.name} href={`/settings/${each.name}`} aria-current={each.name === name ? 'page' : undefined}>
            {say(`settings.${each.name}`)}
          </a>
        ))}
      </nav>
      {part === undefined ? (
        <Empty title={say('nopage.title')} text={say('nopage.text')} />
      ) : may(part.needs) ? (
        <part.Part />
      ) : (
        <Empty title={say('forbidden.title')} text={say('forbidden.text')} />
      )}
    </div>
  );
}
