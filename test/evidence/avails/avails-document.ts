/** An avail of the tests. */
export interface AvailDraft {
  readonly alid?: string;
  readonly contentId?: string;
  readonly entry?: string;
  readonly workType?: string;
  readonly metadata?: string;
  readonly transactions: readonly string[];
}

/** A document of Avails 2.5.2, valid by the standard's schema. */
export function availsDocument(avails: readonly AvailDraft[]): string {
  const list = avails.map(
    ({
      alid = 'md:alid:org:example:1',
      contentId = 'md:cid:org:example:1',
      entry = 'Full Extract',
      workType = 'Movie',
      metadata = named('Film'),
      transactions,
    }) => `
  <avails:Avail>
    <avails:ALID>${alid}</avails:ALID>
    <avails:Disposition><avails:EntryType>${entry}</avails:EntryType></avails:Disposition>
    <avails:Licensor><md:DisplayName>Acme</md:DisplayName></avails:Licensor>
    <avails:AvailType>single</avails:AvailType>
    <avails:ShortDescription>a film</avails:ShortDescription>
    <avails:Asset contentID="${contentId}">
      <avails:WorkType>${workType}</avails:WorkType>
      ${metadata}
    </avails:Asset>
${transactions.join('\n')}
  </avails:Avail>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<avails:AvailList xmlns:avails="http://www.movielabs.com/schema/avails/v2.5.2/avails" xmlns:md="http://www.movielabs.com/schema/md/v2.9/md">${list.join('')}
</avails:AvailList>
`;
}

/** Metadata of a film: its name, then more. */
export function named(name: string, more = ''): string {
  return `<avails:Metadata><avails:TitleDisplayUnlimited>${name}</avails:TitleDisplayUnlimited><avails:TitleInternalAlias>${name}</avails:TitleInternalAlias>${more}</avails:Metadata>`;
}

/** A licence in some countries. Its opening tag has a line of its own. */
export function licence(type: string, countries: readonly string[], start: string, more = ''): string {
  const territories = countries.map((country) => `<avails:Territory><md:country>${country}</md:country></avails:Territory>`).join('');
  const opening = /^\d/.test(start) ? `<avails:Start>${start}</avails:Start>` : `<avails:StartCondition>${start}</avails:StartCondition>`;
  return `    <avails:Transaction>
      <avails:LicenseType>${type}</avails:LicenseType>${territories}${opening}<avails:EndCondition>Open</avails:EndCondition>
      <avails:FormatProfile>HD</avails:FormatProfile>${more}
    </avails:Transaction>`;
}
