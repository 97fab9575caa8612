import { COPY_ELEMENTS, type DataTemplate, isThere, seenInstants } from './draft-template.ts';

/** A notice of the Automated Copyright Notice System 2.0, which many providers read by program. */
export const acns: DataTemplate = {
  name: 'acns',
  title: 'ACNS 2.0 notice',
  scope: 'host',
  extension: 'xml',
  elements: [
    requestId(),
    {
      provision: 'Complainant',
      what: 'the rights holder, and the sender’s name, address, telephone number and e-mail address',
      isGiven: ({ rightsHolder, sender: { name, address, phone, email } }) => [rightsHolder, name, address, phone, email].every(isThere),
    },
    { provision: 'Content/Item', ...COPY_ELEMENTS.locations },
    { provision: 'Source/TimeStamp', ...COPY_ELEMENTS.instants },
  ],
  write: (facts, host) => {
    const { rightsHolder = '', sender, copies, request } = facts;
    const first = seenInstants(facts)?.[0] ?? new Date(0);
    const complainant = { Entity: rightsHolder, Contact: sender.name, Address: sender.address, Phone: sender.phone, Email: sender.email };
    const items = copies.map(({ location, title, seenAt = '' }) =>
      element('Item', children({ TimeStamp: second(new Date(seenAt)), Title: title, FileName: fileName(location), URL: location })),
    );
    const parts = [
      element('Case', children({ ID: request?.reference, Status: 'Open', Severity: 'Normal' })),
      element('Complainant', children(complainant)),
      element('Service_Provider', children({ Entity: host })),
      element('Source', children({ TimeStamp: second(first), DNS_Name: host, Type: 'Web' })),
      element('Content', items.join('')),
    ];
    const schema =
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.acns.net/ACNS http://www.acns.net/v1.2/ACNS2v1_2.xsd"';
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Infringement xmlns="http://www.acns.net/ACNS" ${schema}>${parts.join('')}</Infringement>\n`;
  },
};

function requestId() {
  return {
    provision: 'Case/ID',
    what: 'a reference number',
    isGiven: ({ request }: Parameters<DataTemplate['write']>[0]) => isThere(request?.reference),
  };
}

function children(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => element(name, escapeXml(value ?? '')))
    .join('');
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** The form has whole seconds. */
function second(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}

function fileName(location: string): string {
  return /([^/?#]+)(?:[?#].*)?$/.exec(location)?.[1] ?? location;
}

/** Characters that XML 1.0 cannot hold are left out. */
function escapeXml(text: string): string {
  return text.replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
