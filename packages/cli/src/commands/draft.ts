import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { writeFault, writeWhole } from '@streetdate/engine/internal';
import { DRAFT_TEMPLATES, draftNotices, letterPdf, readDraftFacts } from '@streetdate/evidence';
import type { draft } from '../definitions/recipients.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';

/** `streetdate draft` */
export const runDraft: Run<typeof draft> = async ([kind], { facts, output, language = 'en' }, { console }) => {
  const template = DRAFT_TEMPLATES.find(({ name }) => name === kind)!;
  const drafts = draftNotices(template, await readDraftFacts(facts), { language });
  await makeFolder(output).catch((cause: unknown) => {
    throw writeFault(cause, output);
  });
  for (const each of drafts) {
    if (each.kind === 'missing') {
      const message = `no draft for ${each.host}, since the facts lack: ${each.missing.join('; ')}`;
      console.fail(facts, new StreetdateError('bad-evidence', `${facts}: ${message}`, { path: facts }));
      continue;
    }
    // A host may be written with characters that are none of a file's name.
    const stem = join(output, each.host.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '_'));
    if (each.kind === 'file') {
      await writeWhole(`${stem}.${each.extension}`, each.content);
      console.text(`${stem}.${each.extension}`);
      continue;
    }
    await writeWhole(`${stem}.txt`, each.text);
    await writeWhole(`${stem}.html`, each.html);
    await writeWhole(`${stem}.pdf`, await letterPdf(each.letter));
    console.text(`${stem}.txt`);
    console.text(`${stem}.html`);
    console.text(`${stem}.pdf`);
  }
  if (drafts.length === 0) console.note('the facts name no copy');
  return EXIT.nothingFound;
};
