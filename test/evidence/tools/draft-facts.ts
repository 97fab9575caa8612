import type { DraftFacts } from '@streetdate/evidence';

/** Facts that no kind of draft lacks anything of: three copies on two hosts in two countries. */
export const DRAFT_FACTS: DraftFacts = {
  sender: {
    name: 'Maria Rossi',
    organisation: 'Acme Film GmbH',
    address: 'Hafenstraße 1, 20457 Hamburg, Germany',
    phone: '+49 40 1234567',
    email: 'rossi@acme.example',
    signature: '/s/ Maria Rossi',
  },
  rightsHolder: 'Acme Film GmbH',
  works: [{ title: 'Sintel', year: 2010, identifier: '10.5240/7791-8534-2C23-9030-8610-5' }, { title: 'Film' }],
  copies: [
    {
      host: 'b.example',
      location: 'https://b.example/v/1?a=1&b=2',
      title: 'Sintel',
      seenAt: '2026-02-01T12:00:00Z',
      finding: 'The copy, "one", is consistent with the disc.',
      country: 'NL',
      sha256: 'ab'.repeat(32),
      correction: { toldAt: '2026-02-05', cause: 'published' },
    },
    {
      host: 'a.example',
      location: 'https://a.example/v/7',
      title: 'Film',
      seenAt: '2026-01-30T08:30:00Z',
      finding: '=1+1',
      country: 'FR',
      correction: { toldAt: '2026-02-06', cause: 'dispute-upheld' },
    },
    {
      host: 'b.example',
      location: 'https://b.example/v/2',
      title: 'Film',
      seenAt: '2026-02-03T00:00:00Z',
      finding: 'Found.',
      country: 'NL',
      correction: { toldAt: '2026-02-05', cause: 'allowed' },
    },
  ],
  request: {
    authority: 'Staatsanwaltschaft Hamburg',
    reference: '7301 Js 1/26',
    offence: '§ 106 UrhG',
    summary: 'Discs were copied before their street date.',
    data: 'Access logs and account data of the uploaders',
    grounds: 'The logs are deleted after seven days.',
  },
  confirmed: { goodFaith: true, accuracy: true, authority: true },
};
