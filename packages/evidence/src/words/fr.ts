import type en from './en.ts';
import type { Same } from './message.ts';

/** What the console, the report and the case page call things, in French. */
const french: Same<typeof en> = {
  'standing.pre-release-leak': 'Fuite avant la sortie',
  'standing.needs-review': 'À vérifier',
  'standing.authorised': 'Autorisé à cet endroit',
  'standing.released-copy': 'Copie d’un film sorti',
  'standing.published-material': 'Matériel publié',
  'standing.no-match': 'Rien d’enregistré',
  'channel.theatrical': 'Cinéma',
  'channel.digital': 'Vente numérique',
  'channel.disc': 'Disque',
  'channel.broadcast': 'Télévision',
  'channel.screener': 'Screener',
  'channel.licensed': 'Usage sous licence',
  'source.disc': 'disque',
  'source.digital': 'édition numérique',
  'source.broadcast': 'télédiffusion',
  'source.camera': 'prise de vue à la caméra',
  'source.screener': 'screener',
  'source.any-other': 'toute autre',
  'kind.disc': 'Disque',
  'kind.master': 'Master',
  'kind.screener': 'Screener',
  'kind.still': 'Image fixe',
  'kind.promo': 'Promotion',
  'kind.background': 'Contenu partagé',

  'certainty.sure': 'Source la plus probable : {source} ({odds} contre {rival})',
  'certainty.likely': 'Source probable : {source} ({odds} contre {rival} ; un verdict exige {needed} : 1)',
  'certainty.undecided': 'Source indécise, la plus proche : {source} ({odds} contre {rival} ; une réponse exige {needed} : 1)',
  'certainty.equal': 'Source indécise : {source} et {rival} conviennent aussi bien',
  'sign.for': '{odds} pour {source}',
  'sign.against': '{odds} contre {source}',
  'signs.silent': { one: '{count} indice ne conclut pas', other: '{count} indices ne concluent pas' },

  'sign.cuts': 'Coupes',
  'sign.ends': 'Début et fin',
  'sign.chapters': 'Chapitres',
  'sign.speed': 'Vitesse',
  'sign.rate': 'Cadence d’images',
  'sign.cadence': 'Pulldown 2:3',
  'sign.blending': 'Images mêlées',
  'sign.shape': 'Surface de l’image',
  'sign.sound': 'Son',
  'sign.sound-layout': 'Canaux et langues du son',
  'sign.marks': 'Incrustations',
  'sign.subtitles': 'Sous-titres incrustés',
  'sign.detail': 'Détails fins',
  'sign.nearest': 'Images les plus proches',
  'sign.levels': 'Luminosité moyenne',
  'sign.camera': 'Géométrie d’une caméra',
  'sign.light': 'Lumière d’une caméra',
  'sign.room': 'Son d’une salle',
  'measures.cuts': 'Les images qu’une seule version a, les lacunes qu’une seule a, et l’ordre des scènes.',
  'measures.ends': 'La version avec laquelle la copie commence et finit, à la seconde. Le noir et les logos comptent.',
  'measures.chapters': 'La version dont la copie a les marques de chapitre.',
  'measures.speed': 'La version à laquelle la copie correspond à sa propre vitesse, et celle seulement à 25/24, 24/25 ou 1001/1000.',
  'measures.rate':
    'La version qui a la cadence de la copie. Un disque entrelacé donne aussi la cadence de son film et celle de ses trames.',
  'measures.cadence': 'Les traces d’un pulldown 2:3 dans des images aux trames fusionnées. Seules les éditions pour NTSC en ont.',
  'measures.blending':
    'Un rythme régulier d’images mêlées de deux, que la conversion de cadence laisse dans une version et dans ses copies.',
  'measures.shape': 'La version dont la copie montre toute la surface d’image. Une copie ne montre jamais plus que sa source.',
  'measures.sound': 'La version dont la copie a le son, là où la langue ou le mixage diffèrent.',
  'measures.sound-layout': 'La version qui a autant de canaux et les langues de la copie. Une copie n’en ajoute pas.',
  'measures.marks':
    'Les incrustations présentes d’un bout à l’autre : logo d’une chaîne, mention de propriété, compteur. Les copies les gardent à toute taille.',
  'measures.subtitles':
    'Le texte incrusté qui paraît et disparaît dans le tiers inférieur d’une version, quand le reste de l’image est pareil.',
  'measures.detail':
    'Les détails fins, le grain et les défauts de compression que la copie partage avec une version, dans des découpes en pleine résolution.',
  'measures.nearest':
    'La version dont les empreintes d’images s’accordent avec la copie dans les bits où deux versions diffèrent : étalonnage, cadrage, détails.',
  'measures.levels':
    'La version dont la copie a la luminosité moyenne d’instant en instant, sans correction. Elle survit à toute taille et à tout débit.',
  'measures.camera': 'Si l’image est inclinée ou en retrait d’un bout à l’autre, comme un écran filmé, ou va de bord à bord.',
  'measures.light':
    'Le contraste et le scintillement par rapport à la version la plus proche : un autre étalonnage ou une caméra change le contraste, et une caméra mal synchronisée avec l’écran scintille.',
  'measures.room': 'Si le son de la copie diffère d’un bout à l’autre du son enregistré, comme s’il avait été capté dans une salle.',

  days: { one: '{count} jour', other: '{count} jours' },
  'days.early': { one: '{count} jour avant l’heure', other: '{count} jours avant l’heure' },
  'days.open': 'déjà ouverte',
  'odds.more': 'plus de',
  'chance.often': 'presque chaque recherche',
  'chance.rare': 'moins de 1 sur un milliard',
  'chance.one': '1 sur {count}',
  'chance.million': '1 sur {count} millions',
};
export default french;
