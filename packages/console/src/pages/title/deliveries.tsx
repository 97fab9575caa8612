import type { Upload } from '@streetdate/client';
import { useState } from 'preact/hooks';
import {
  COLUMNS,
  type Deliveries,
  deliveriesOf,
  guessMapping,
  type List,
  type Mapping,
  ORDERS,
  readList,
  textOf,
} from '../../facts/deliveries.ts';
import { seenAt } from '../../facts/verdict.ts';
import { Field } from '../../parts/form.tsx';
import { OwnFile } from '../../parts/own-file.tsx';
import { Scrolled } from '../../parts/scrolled.tsx';
import { say } from '../../words.ts';

/** How many deliveries are shown. A list may have a hundred thousand. Rows have no name of their own: one recipient may be sent the same twice. */
const MOST = 500;

/**
 * Who was sent which variant of a title, beside its sightings. The list stays at its owner's machine: its file is read in this page, and neither
 * sent nor kept.
 */
export function DeliveriesOfTitle({
  title,
  sightings,
}: {
  readonly title: { readonly id: string; readonly name: string };
  readonly sightings: readonly Upload[];
}) {
  const [list, setList] = useState<List | undefined>();
  const [mapping, setMapping] = useState<Mapping | undefined>();
  const found = list === undefined || mapping === undefined ? undefined : deliveriesOf(list, mapping, title);
  return (
    <section class={found === undefined ? 'card stack no-print' : 'card stack'} aria-labelledby="deliveries">
      <h2 id="deliveries">{say('deliveries')}</h2>
      <p class="reading soft no-print">{say('deliveries.text')}</p>
      <OwnFile
        label={say('deliveries.open')}
        hint={say('deliveries.open.hint')}
        accept=".csv,.txt,.tsv,text/csv"
        bad={say('deliveries.bad')}
        read={async (file) => {
          const read = file && readList(textOf(await file.arrayBuffer()));
          setList(read);
          setMapping(read && guessMapping(read));
          return read !== undefined;
        }}
      />
      {list !== undefined && mapping !== undefined && (
        <>
          <Columns list={list} mapping={mapping} onChange={setMapping} />
          {found === undefined ? <p role="status">{say('deliveries.columns')}</p> : <Shown found={found} sightings={sightings} />}
        </>
      )}
    </section>
  );
}

/** Which column is which, as the headings were understood. */
function Columns({
  list,
  mapping,
  onChange,
}: {
  readonly list: List;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}) {
  return (
    <fieldset class="plain no-print">
      <legend class="unseen">{say('deliveries.mapping')}</legend>
      <div class="fields">
        {COLUMNS.map((column) => (
          <Field key={column} label={say('deliveries.column', { name: say(`deliveries.${column}`) })}>
            <select value={mapping[column]} onChange={({ currentTarget }) => onChange({ ...mapping, [column]: currentTarget.value })}>
              <option value="">–</option>
              {list.headings.map((heading) => (
                <option key={heading} value={heading}>
                  {heading}
                </option>
              ))}
            </select>
          </Field>
        ))}
        <Field label={say('deliveries.dates')}>
          <select
            value={mapping.dates}
            onChange={({ currentTarget }) =>
              onChange({ ...mapping, dates: ORDERS.find((each) => each === currentTarget.value) ?? mapping.dates })
            }
          >
            {ORDERS.map((each) => (
              <option key={each} value={each}>
                {say(`deliveries.dates.${each}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </fieldset>
  );
}

function Shown({ found: { own, bad }, sightings }: { readonly found: Deliveries; readonly sightings: readonly Upload[] }) {
  const seen = sightings.flatMap((upload) => (seenAt(upload) === undefined ? [] : [Date.parse(seenAt(upload)!)]));
  return (
    <>
      <p role="status">
        {say('deliveries.count', { count: own.length })}{' '}
        {bad.length > 0 && say('deliveries.left', { count: bad.length, line: bad[0]!.line })}
      </p>
      {bad.length > 0 && (
        <p class="soft small" lang="en">
          {bad[0]!.reason}
        </p>
      )}
      {own.length > 0 && (
        <Scrolled name={say('deliveries.recipient')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('deliveries.recipient')}</th>
                <th scope="col">{say('deliveries.variant')}</th>
                <th scope="col">{say('deliveries.sent')}</th>
                <th scope="col" class="number">
                  {say('deliveries.after')}
                </th>
              </tr>
            </thead>
            <tbody>
              {own.slice(0, MOST).map(({ recipient, variant, sentAt }, at) => (
                <tr key={at}>
                  <th scope="row" class="wrap">
                    {recipient}
                  </th>
                  <td class="wrap">{variant}</td>
                  <td>{sentAt}</td>
                  <td class="number">{seen.filter((each) => each >= Date.parse(sentAt)).length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {own.length > MOST && <p class="soft">{say('deliveries.more', { count: own.length - MOST })}</p>}
      <p class="soft small reading">{say('deliveries.meaning')}</p>
    </>
  );
}
