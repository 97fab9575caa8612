import { checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { StoredImage, StoredServerImage } from '@streetdate/engine';
import { readWhole, textOfFile } from '../files.ts';
import { readEidr, readIsan } from '../identity/identifiers.ts';
import { explainMisfit, z } from '../schema.ts';
import type { DraftLanguage } from './language.ts';

/** Why what was said of a copy no longer holds. */
export const CORRECTION_CAUSES = [
  'published',
  'allowed',
  'excluded',
  'released',
  'dispute-upheld',
  'removed',
  'rejected',
  'review',
] as const;

/** One of {@link CORRECTION_CAUSES}. */
export type CorrectionCause = (typeof CORRECTION_CAUSES)[number];

const text = z.string().trim();
const schema = z.strictObject({
  sender: z.strictObject({
    name: text.optional(),
    organisation: text.optional(),
    address: text.optional(),
    phone: text.optional(),
    email: text.optional(),
    signature: text.optional(),
  }),
  rightsHolder: text.optional(),
  works: z.array(z.strictObject({ title: text, year: z.int().optional(), identifier: text.optional() })).default([]),
  copies: z
    .array(
      z.strictObject({
        host: text,
        location: text,
        title: text,
        seenAt: text.optional(),
        finding: text.optional(),
        country: text.regex(/^[A-Z]{2}$/, 'must be the two capital letters of ISO 3166').optional(),
        sha256: text.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits').optional(),
        scanId: text.optional(),
        correction: z.strictObject({ toldAt: text, cause: z.enum(CORRECTION_CAUSES) }).optional(),
      }),
    )
    .default([]),
  request: z
    .strictObject({
      authority: text.optional(),
      reference: text.optional(),
      offence: text.optional(),
      summary: text.optional(),
      data: text.optional(),
      from: text.regex(/^\d{4}-\d\d-\d\d$/, 'must be a day, YYYY-MM-DD').optional(),
      grounds: text.optional(),
    })
    .optional(),
  decisions: z.array(z.strictObject({ at: text, by: text, text })).optional(),
  confirmed: z.strictObject({ goodFaith: z.boolean().optional(), accuracy: z.boolean().optional(), authority: z.boolean().optional() }),
});

/** What drafts are filled with. A person gives it, and signs for it. */
export interface DraftFacts {
  /** Who sends the notice. */
  readonly sender: {
    /** Name of the person. */
    readonly name?: string | undefined;
    /** The organisation. */
    readonly organisation?: string | undefined;
    /** Postal address. */
    readonly address?: string | undefined;
    /** Telephone number. */
    readonly phone?: string | undefined;
    /** E-mail address. */
    readonly email?: string | undefined;
    /** The signature as it is written, such as `/s/ Maria Rossi`. */
    readonly signature?: string | undefined;
  };
  /** Whose rights they are. */
  readonly rightsHolder?: string | undefined;
  /** The works. */
  readonly works: readonly {
    /** Name of the title. */
    readonly title: string;
    /** Year of its first release. */
    readonly year?: number | undefined;
    /** EIDR, ISAN or another identifier. */
    readonly identifier?: string | undefined;
  }[];
  /** The copies, of all hosts. */
  readonly copies: readonly DraftCopy[];
  /** Servers of the case that a report has something to say of. A program gives them; a file of facts has none. @defaultValue none */
  readonly servers?: readonly DraftServer[] | undefined;
  /** What an authority asks, for requests between authorities. @defaultValue nothing */
  readonly request?: DraftRequest | undefined;
  /** What people decided and corrected, for a report. @defaultValue nothing */
  readonly decisions?: readonly { readonly at: string; readonly by: string; readonly text: string }[] | undefined;
  /** What the sender has confirmed in person. Nothing is confirmed by default. */
  readonly confirmed: {
    /** The sender believes in good faith that the use is not authorised. */
    readonly goodFaith?: boolean | undefined;
    /** The sender has checked that the notice is accurate and complete. */
    readonly accuracy?: boolean | undefined;
    /** The sender may act for the rights holder, and says so under penalty of perjury. */
    readonly authority?: boolean | undefined;
  };
}

/** What an authority needs of a request. The authority's own people fill it in, or confirm it. */
export interface DraftRequest {
  /** The authority that asks. */
  readonly authority?: string | undefined;
  /** Its reference number. */
  readonly reference?: string | undefined;
  /** The provisions of criminal law that apply. */
  readonly offence?: string | undefined;
  /** What happened, in a few sentences. */
  readonly summary?: string | undefined;
  /** Which data are asked for, such as access logs and account data of the uploader. */
  readonly data?: string | undefined;
  /** From which day on data are to be preserved: YYYY-MM-DD. @defaultValue 30 days before the first copy was seen */
  readonly from?: string | undefined;
  /** Why the request is necessary and proportionate. */
  readonly grounds?: string | undefined;
}

/** A copy in a draft. */
export interface DraftCopy {
  /** Who hosts it. */
  readonly host: string;
  /** Its exact address. */
  readonly location: string;
  /** Of which title. */
  readonly title: string;
  /** When it was seen: ISO 8601. */
  readonly seenAt?: string | undefined;
  /** What was found, in a sentence: the summary of the verdict. */
  readonly finding?: string | undefined;
  /** The language of `finding`. A program gives it, where its sentence is not in the letter's language. @defaultValue the letter's */
  readonly findingLanguage?: DraftLanguage | undefined;
  /** What speaks for and against a leak, for a report. A program gives it; a file of facts has none. @defaultValue none */
  readonly findings?: readonly DraftFinding[] | undefined;
  /** Where the server is: two capital letters of ISO 3166. */
  readonly country?: string | undefined;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256?: string | undefined;
  /** The scan of it in the library, so that the ledger can name it. @defaultValue the scan whose file was seen at `location`, if there is one */
  readonly scanId?: string | undefined;
  /** Pictures of the copy and of the work at the same moments, for a report. A program gives them; a file of facts has none. @defaultValue none */
  readonly pictures?: readonly CopyPictures[] | undefined;
  /** For a retraction: when the host was told of it, and why that no longer holds. @defaultValue it still holds */
  readonly correction?: { readonly toldAt: string; readonly cause: CorrectionCause } | undefined;
}

/** What speaks for or against a leak. */
export interface DraftFinding {
  /** Whether it supports a leak. */
  readonly speaks: 'for' | 'against';
  /** One sentence. */
  readonly text: string;
  /** Its language. @defaultValue the report's */
  readonly lang?: DraftLanguage | undefined;
}

/** A server in a report. */
export interface DraftServer {
  /** Its name, as copies on it have it for their host. */
  readonly host: string;
  /** The image that it was read from. @defaultValue it was read from a folder or a listing */
  readonly image?: StoredImage | undefined;
  /** Images among its files whose bytes are no file of it. @defaultValue none */
  readonly images?: readonly StoredServerImage[] | undefined;
  /** How many fingerprints it has, if it has no film: it is a list of fingerprints then, and has no copies. @defaultValue it is none */
  readonly listedFingerprints?: number | undefined;
}

/** A picture of a copy, and one of the work at the same moment. */
export interface CopyPictures {
  /** JPEG of the copy. */
  readonly query: Uint8Array;
  /** JPEG of the work. */
  readonly reference: Uint8Array;
  /** Seconds into the copy. */
  readonly queryTime: number;
  /** Seconds into the work. */
  readonly referenceTime: number;
}

/**
 * Reads the facts of drafts from a JSON file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file holds something else, or an EIDR or ISAN of it is none.
 */
export async function readDraftFacts(path: string): Promise<DraftFacts> {
  checkPath('path', path);
  let value: unknown;
  try {
    value = JSON.parse(textOfFile(path, await readWhole(path)));
  } catch (cause) {
    if (cause instanceof StreetdateError) throw cause;
    throw new StreetdateError('bad-evidence', `${path}: it does not hold the facts of a draft: it is no JSON`, { path, cause });
  }
  const misfit = explainMisfit(schema, value);
  if (misfit !== undefined)
    throw new StreetdateError('bad-evidence', `${path}: it does not hold the facts of a draft: ${misfit}`, { path });
  const facts = schema.parse(value) as DraftFacts;
  for (const { title, identifier = '' } of facts.works) {
    const read = /10\.5240\//.test(identifier) ? readEidr(identifier) : /^ISAN/i.test(identifier) ? readIsan(identifier) : undefined;
    if (read === undefined || 'value' in read) continue;
    throw new StreetdateError('bad-evidence', `${path}: the identifier ${identifier} of ${title} is none: ${read.reason}`, { path });
  }
  return facts;
}
