import type { LinkedRelease } from './release.ts';

/** Something that releases of one group have in common more often than others. */
export type LinkTrait =
  /** A value that a group has by habit. Two releases with it are linked the more, the fewer other groups have it. */
  | {
      /** What it is called. */
      readonly name: string;
      /** The value of a release; undefined if it is not known. */
      readonly habit: (release: LinkedRelease) => string | undefined;
      /** Chance that two releases of one group have the same value. @defaultValue learnt from the releases whose groups are known */
      readonly constancy?: number;
    }
  /** A quantity that differs less inside a group than between groups. */
  | {
      /** What it is called. */
      readonly name: string;
      /** How far two releases are apart; undefined if that is not known. */
      readonly distance: (one: LinkedRelease, other: LinkedRelease) => number | undefined;
      /** Bounds between the classes of distances that are told apart, ascending. */
      readonly bounds: readonly number[];
    };

/** Every trait. Adding one is an entry here. */
export const LINK_TRAITS: readonly LinkTrait[] = [
  // A tag is a claim. Others may use it too, so it is never certain: a judgement, not a measurement.
  { name: 'group tag', habit: ({ group }) => group?.toLowerCase(), constancy: 0.95 },
  { name: 'separator of the name', habit: ({ naming }) => naming.separator },
  { name: 'order of the name', habit: ({ naming }) => naming.order },
  { name: 'spelling of the name', habit: ({ naming }) => naming.spelling },
  { name: 'encoder', habit: ({ traces }) => traces.encoder },
  { name: 'encoder settings', habit: ({ traces }) => traces.settings },
  { name: 'muxer', habit: ({ traces }) => traces.muxer },
  { name: 'site', habit: ({ site }) => site },
  { name: 'hour of the day', distance: hoursApart, bounds: [1, 2, 4, 8] },
  // Groups seldom release a title twice: the same title speaks against one group.
  { name: 'title', distance: sameTitle, bounds: [0.5] },
  { name: 'lead time', distance: leadsApart, bounds: [2, 5, 10, 20] },
];

function hoursApart({ hour: one }: LinkedRelease, { hour: other }: LinkedRelease): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  const apart = Math.abs(one - other);
  return Math.min(apart, 24 - apart);
}

function sameTitle({ titleId: one }: LinkedRelease, { titleId: other }: LinkedRelease): number | undefined {
  return one === undefined || other === undefined ? undefined : one === other ? 0 : 1;
}

function leadsApart({ leadDays: one }: LinkedRelease, { leadDays: other }: LinkedRelease): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.abs(one - other);
}
