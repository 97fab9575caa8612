import type { Source } from '../provenance/source-evidence.ts';
import type { Weakness } from '../sureness.ts';
import type { AllowedSource } from './allowed-source.ts';
import type { Dispute } from './dispute.ts';
import type { LeadWindow, PublishedPromo, ReferenceKind } from './types.ts';

/** What a finding says, as data: each language words it by itself. Which fields there are depends on `says`. */
export type Fact =
  /** Only the sound matches. `seconds` of it. */
  | { readonly says: 'sound-alone'; readonly seconds: number; readonly expectedFalseMatches: number }
  /** The match is strong. `seconds` of the copy, 0 for a still. */
  | { readonly says: 'strong'; readonly seconds: number; readonly expectedFalseMatches: number }
  /** The match is weak, and why. */
  | { readonly says: 'weak'; readonly why: Weakness; readonly expectedFalseMatches: number }
  /** What the second hash says of the match. */
  | { readonly says: 'second-hash-silent' }
  | { readonly says: 'second-hash-agrees' | 'second-hash-disagrees'; readonly algorithm: string; readonly frames: number }
  /** `seconds` of the `shown` seconds, in some places, show footage that was not published. */
  | {
      readonly says: 'unpublished';
      readonly seconds: number;
      readonly shown: number;
      readonly places: number;
      readonly expectedFalseMatches: number;
    }
  /** The promos that show all of it, and when they were published. */
  | { readonly says: 'published'; readonly promos: readonly PublishedPromo[] }
  /** When it was seen, and how that is known. */
  | {
      readonly says: 'time-unknown' | 'time-observed' | 'time-reported' | 'time-of-file' | 'time-of-unknown-origin' | 'time-without-zone';
    }
  /** Which windows are on record. */
  | { readonly says: 'no-window' | 'no-digital-window' }
  | { readonly says: 'window-open' | 'window-perhaps-open' | 'window-ahead'; readonly window: LeadWindow }
  /** A stored window that cannot be read, so that none counts. */
  | { readonly says: 'window-unreadable'; readonly window: string }
  /** Evidence about the copy's source. Without a `sign` somebody stated it. */
  | {
      readonly says: 'source';
      readonly source: Source;
      readonly likelihoodRatio: number;
      readonly sign?: string | undefined;
      readonly reason: string;
    }
  /** A match with this reference does not show which release was copied. */
  | { readonly says: 'any-release'; readonly kind?: ReferenceKind | undefined; readonly edition?: string | undefined }
  /** Where it was seen. */
  | { readonly says: 'territory-unknown' | 'server-place' }
  | { readonly says: 'no-window-there'; readonly territory: string }
  /** The entries that allow every place where it was seen. */
  | { readonly says: 'allowed'; readonly allowedBy: readonly AllowedSource[] }
  /** The disputes of its use. */
  | { readonly says: 'disputed' | 'dispute-upheld'; readonly disputes: readonly Dispute[] };
