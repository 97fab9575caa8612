import type en from './en.ts';
import type { Same } from './message.ts';

/** What the console, the report and the case page call things, in German. */
const german: Same<typeof en> = {
  'standing.pre-release-leak': 'Leak vor der Veröffentlichung',
  'standing.needs-review': 'Zu prüfen',
  'standing.authorised': 'Dort erlaubt',
  'standing.released-copy': 'Kopie eines erschienenen Films',
  'standing.published-material': 'Veröffentlichtes Material',
  'standing.no-match': 'Nichts Aufgenommenes',
  'channel.theatrical': 'Kino',
  'channel.digital': 'Digitalverkauf',
  'channel.disc': 'Disc',
  'channel.broadcast': 'Fernsehen',
  'channel.screener': 'Screener',
  'channel.licensed': 'Lizenzierte Nutzung',
  'source.disc': 'Disc',
  'source.digital': 'digitale Fassung',
  'source.broadcast': 'Fernsehsendung',
  'source.camera': 'Kameraaufnahme',
  'source.screener': 'Screener',
  'source.any-other': 'jede andere',
  'kind.disc': 'Disc',
  'kind.master': 'Master',
  'kind.screener': 'Screener',
  'kind.still': 'Standbild',
  'kind.promo': 'Werbematerial',
  'kind.background': 'Gemeinsamer Inhalt',

  'certainty.sure': 'Wahrscheinlichste Quelle: {source} ({odds} gegen {rival})',
  'certainty.likely': 'Wahrscheinliche Quelle: {source} ({odds} gegen {rival}; ein Urteil verlangt {needed} : 1)',
  'certainty.undecided': 'Quelle unentschieden: {source} passt am besten ({odds} gegen {rival}; eine Antwort verlangt {needed} : 1)',
  'certainty.equal': 'Quelle unentschieden: {source} und {rival} passen gleich gut',
  'sign.for': '{odds} für {source}',
  'sign.against': '{odds} gegen {source}',
  'signs.silent': { one: '{count} Anzeichen entscheidet nichts', other: '{count} Anzeichen entscheiden nichts' },

  'sign.cuts': 'Schnitte',
  'sign.ends': 'Anfang und Ende',
  'sign.chapters': 'Kapitel',
  'sign.speed': 'Geschwindigkeit',
  'sign.rate': 'Bildrate',
  'sign.cadence': '2:3-Pulldown',
  'sign.blending': 'Gemischte Bilder',
  'sign.shape': 'Bildfläche',
  'sign.sound': 'Ton',
  'sign.sound-layout': 'Tonkanäle und Sprachen',
  'sign.marks': 'Eingebrannte Einblendungen',
  'sign.subtitles': 'Eingebrannte Untertitel',
  'sign.detail': 'Feine Einzelheiten',
  'sign.nearest': 'Nächste Bilder',
  'sign.levels': 'Mittlere Helligkeit',
  'sign.camera': 'Geometrie einer Kamera',
  'sign.light': 'Licht einer Kamera',
  'sign.room': 'Ton eines Raums',
  'measures.cuts': 'Material, das nur eine Fassung hat, Lücken, die nur eine hat, und die Reihenfolge der Szenen.',
  'measures.ends': 'Mit welcher Fassung die Kopie auf die Sekunde beginnt und endet. Schwarzbild und Logos zählen.',
  'measures.chapters': 'Die Kapitelmarken welcher Fassung die Kopie hat.',
  'measures.speed':
    'Zu welcher Fassung die Kopie mit ihrer eigenen Geschwindigkeit passt, und zu welcher nur mit 25/24, 24/25 oder 1001/1000 davon.',
  'measures.rate':
    'Welche Fassung die Bildrate der Kopie hat. Eine Disc mit Halbbildern hat auch die Rate ihres Films und die der Halbbilder.',
  'measures.cadence': 'Spuren von 2:3-Pulldown in Bildern, deren Halbbilder vereint wurden. Nur Ausgaben für NTSC haben sie.',
  'measures.blending':
    'Ein steter Takt von Bildern, die aus zweien gemischt sind. Ihn hinterlässt die Umrechnung der Bildrate in einer Fassung und ihren Kopien.',
  'measures.shape': 'Wessen Bildfläche die Kopie ganz zeigt. Eine Kopie zeigt nie mehr als ihre Quelle.',
  'measures.sound': 'Den Ton welcher Fassung die Kopie hat, wo Sprache oder Mischung sich unterscheiden.',
  'measures.sound-layout': 'Welche Fassung so viele Kanäle und die Sprachen der Kopie hat. Eine Kopie fügt keine hinzu.',
  'measures.marks':
    'Einblendungen, die die ganze Zeit bleiben: ein Senderlogo, ein Eigentumshinweis, ein Zähler. Kopien behalten sie in jeder Größe.',
  'measures.subtitles': 'Eingebrannter Text, der im unteren Drittel einer Fassung kommt und geht, während das übrige Bild gleich ist.',
  'measures.detail':
    'Feine Einzelheiten, Korn und Fehler der Kompression, die die Kopie mit einer Fassung teilt, in Ausschnitten in voller Auflösung.',
  'measures.nearest':
    'Die Fassung, deren Bild-Hashes der Kopie in den Bits gleichen, in denen zwei Fassungen sich unterscheiden: Farbkorrektur, Ausschnitt, Einzelheiten.',
  'measures.levels':
    'Wessen mittlere Helligkeit die Kopie von Augenblick zu Augenblick hat, ohne Korrektur. Sie übersteht jede Größe und Bitrate.',
  'measures.camera': 'Ob das Bild durchweg gekippt oder eingerückt ist wie eine abgefilmte Leinwand, oder von Rand zu Rand passt.',
  'measures.light':
    'Kontrast und Flimmern gegenüber der Fassung, die am besten passt: andere Farbkorrektur oder eine Kamera ändern den Kontrast, und eine Kamera, die nicht im Takt der Leinwand läuft, flimmert.',
  'measures.room': 'Ob der Ton der Kopie durchweg vom aufgenommenen abweicht, als wäre er in einem Raum mitgeschnitten.',

  days: { one: '{count} Tag', other: '{count} Tage' },
  'days.early': { one: '{count} Tag zu früh', other: '{count} Tage zu früh' },
  'days.open': 'bereits offen',
  'odds.more': 'mehr als',
  'chance.often': 'fast jede Suche',
  'chance.rare': 'weniger als 1 von einer Milliarde',
  'chance.one': '1 von {count}',
  'chance.million': '1 von {count} Millionen',
};
export default german;
