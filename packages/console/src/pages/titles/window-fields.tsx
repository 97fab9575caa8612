import type { Window } from '../../facts/verdict.ts';
import { Field, type Typed } from '../../parts/form.tsx';
import { say } from '../../words.ts';

/** The channels that a window may be for. */
const CHANNELS = ['disc', 'digital', 'theatrical', 'broadcast', 'screener', 'licensed'] as const satisfies readonly Window['channel'][];

/** The fields of one release window. */
export function WindowFields({ isRequired }: { readonly isRequired: boolean }) {
  return (
    <div class="fields">
      <Field label={say('window.territory')} hint={say('window.territory.hint')}>
        <input name="territory" pattern="[A-Za-z]{2}|WORLD|world" required={isRequired} autocomplete="off" />
      </Field>
      <Field label={say('window.channel')}>
        <select name="channel">
          {CHANNELS.map((each) => (
            <option key={each} value={each}>
              {say(`channel.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={say('window.opens')}>
        <input name="opens" type="date" required={isRequired} />
      </Field>
      <Field label={say('window.zone')} hint={say('window.zone.hint')}>
        <input name="zone" autocomplete="off" placeholder="America/New_York" />
      </Field>
      <Field label={say('window.party')} hint={say('window.party.hint')}>
        <input name="party" autocomplete="off" />
      </Field>
    </div>
  );
}

/** The window that was typed; undefined if none was. */
export function windowOf({ territory, channel, opens, zone, party }: Typed): Window | undefined {
  if (territory === undefined || opens === undefined) return undefined;
  return {
    territory: territory.toUpperCase(),
    channel: CHANNELS.find((each) => each === channel) ?? 'disc',
    opensAt: opens,
    ...(zone !== undefined && { timeZone: zone }),
    ...(party !== undefined && { party }),
  };
}
