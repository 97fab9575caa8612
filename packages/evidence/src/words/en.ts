import { CHANNEL_NAMES, SOURCE_WORDS, VERDICT_NAMES, VERDICT_WORDS } from '@streetdate/matcher/internal';

/** Names under a common first word: `disc` is `source.disc`. */
function under<Prefix extends string, Name extends string>(prefix: Prefix, names: Readonly<Record<Name, string>>) {
  const entries = Object.entries<string>(names).map(([name, words]) => [`${prefix}.${name}`, words]);
  return Object.fromEntries(entries) as Readonly<Record<`${Prefix}.${Name}`, string>>;
}

/** What the console, the report and the case page call things, in English, which the other languages follow. */
const english = {
  ...under('standing', VERDICT_NAMES),
  ...under('channel', CHANNEL_NAMES),
  ...under('source', SOURCE_WORDS),
  ...VERDICT_WORDS,
  'source.any-other': 'any other',

  'kind.disc': 'Disc',
  'kind.master': 'Master',
  'kind.screener': 'Screener',
  'kind.still': 'Still picture',
  'kind.promo': 'Promo',
  'kind.background': 'Shared content',

  'certainty.sure': 'Most likely source: {source} ({odds} against {rival})',
  'certainty.likely': 'Likely source: {source} ({odds} against {rival}; a verdict requires {needed} : 1)',
  'certainty.undecided': 'Source undecided: {source} fits best ({odds} against {rival}; an answer requires {needed} : 1)',
  'certainty.equal': 'Source undecided: {source} and {rival} fit equally well',
  'sign.for': '{odds} for {source}',
  'sign.against': '{odds} against {source}',
  'signs.silent': { one: '{count} sign is inconclusive', other: '{count} signs are inconclusive' },

  'sign.cuts': 'Cuts',
  'sign.ends': 'Beginning and end',
  'sign.chapters': 'Chapters',
  'sign.speed': 'Speed',
  'sign.rate': 'Frame rate',
  'sign.cadence': '2:3 pulldown',
  'sign.blending': 'Mixed frames',
  'sign.shape': 'Picture area',
  'sign.sound': 'Sound',
  'sign.sound-layout': 'Sound channels and languages',
  'sign.marks': 'Burned-in overlays',
  'sign.subtitles': 'Burned-in subtitles',
  'sign.detail': 'Fine detail',
  'sign.nearest': 'Nearest frames',
  'sign.levels': 'Mean luma',
  'sign.camera': 'Geometry of a camera',
  'sign.light': 'Light of a camera',
  'sign.room': 'Sound of a room',
  'measures.cuts': 'Footage that only one rendition has, gaps that only one rendition has, and the order of scenes.',
  'measures.ends': 'Which rendition the copy begins and ends with, to the second. Black and logos count.',
  'measures.chapters': 'Which rendition’s chapter marks the copy has.',
  'measures.speed': 'Which rendition the copy matches at its own speed, and which only at 25/24, 24/25 or 1001/1000 of it.',
  'measures.rate': 'Which rendition has the copy’s frame rate. An interlaced disc also gives the rate of its film and of its fields.',
  'measures.cadence': 'Traces of 2:3 pulldown in frames whose fields were merged. Only releases for NTSC screens have them.',
  'measures.blending':
    'A steady beat of frames mixed from two pictures, which conversion of the frame rate leaves in a rendition and its copies.',
  'measures.shape': 'Which rendition’s active picture area the copy shows in full. A copy never shows more than its source.',
  'measures.sound': 'Which rendition’s sound the copy has, where they differ in language or mix.',
  'measures.sound-layout': 'Which rendition has as many channels and the languages that the copy has. A copy adds neither.',
  'measures.marks':
    'Burned-in overlays that stay throughout: a station logo, a property notice, a counter. Copies keep them at every size.',
  'measures.subtitles': 'Burned-in text that comes and goes in the lower third of one rendition, while the rest of the picture is alike.',
  'measures.detail': 'Fine detail, grain and compression errors that the copy shares with one rendition, in crops at full resolution.',
  'measures.nearest':
    'The rendition whose frame hashes agree with the copy in the bits in which two renditions differ: grading, framing, detail.',
  'measures.levels':
    'Which rendition’s mean luma the copy has from moment to moment, without correction. It survives every size and bit rate.',
  'measures.camera': 'Whether the picture is tilted or inset throughout, as a recorded screen is, or fits from edge to edge.',
  'measures.light':
    'Contrast and flicker against the rendition that fits best: other grading or a camera changes the contrast, and a camera that is out of step with the screen flickers.',
  'measures.room': 'Whether the copy’s sound differs from the enrolled sound throughout, as if recorded in a room.',

  days: { one: '{count} day', other: '{count} days' },
  'days.early': { one: '{count} day early', other: '{count} days early' },
  'days.open': 'open already',
  'odds.more': 'more than',
  'chance.often': 'nearly every search',
  'chance.rare': 'fewer than 1 in a billion',
  'chance.one': '1 in {count}',
  'chance.million': '1 in {count} million',
};
export default english;
