import { ERROR_RATES } from './error-rates.ts';
import type { DraftLanguage } from './language.ts';

/** The words of an examiner's report in one language. Method, limits and glossary are the same in every report. */
export interface ExaminerWords {
  readonly title: string;
  readonly claimed: string;
  readonly claims: (copies: string, servers: string) => readonly string[];
  readonly notClaimed: string;
  readonly notClaims: readonly string[];
  readonly forWhom: (holder: string) => string;
  readonly by: string;
  readonly exhibits: string;
  readonly exhibit: (number: number) => string;
  readonly noDigest: string;
  readonly images: string;
  readonly image: (form: string, bytes: number) => string;
  readonly computed: string;
  readonly stated: string;
  readonly statesNone: string;
  readonly fingerprintLists: string;
  readonly noCopies: string;
  readonly fingerprintList: (count: number) => string;
  readonly pictures: string;
  readonly pair: (exhibit: number, query: string, reference: string) => string;
  readonly method: string;
  readonly steps: readonly string[];
  readonly errors: string;
  readonly rates: readonly string[];
  readonly limits: string;
  readonly limitTexts: readonly string[];
  readonly glossary: string;
  readonly terms: readonly string[];
  readonly decisions: string;
  readonly noDecisions: string;
  readonly decided: Readonly<Record<'confirmed' | 'rejected' | 'needs-more', string>>;
  readonly corrected: (entry: number) => string;
}

const { lawful, leaks, unknownTrailers, source } = ERROR_RATES;

/** By language. */
export const EXAMINER_WORDS: Readonly<Record<DraftLanguage, ExaminerWords>> = {
  en: {
    title: 'Examiner’s report',
    claimed: 'What this report claims',
    claims: (copies, servers) => [
      `${copies} on ${servers} show the pictures of the works named here.`,
      'Each was seen before the first lawful copy of its kind could be had, by the dates on record.',
      'Every number can be computed again by anybody who has the bundle.',
    ],
    notClaimed: 'What it does not claim',
    notClaims: [
      'It does not say who made, took or passed on a copy. It names no person.',
      'It does not say that the dates on record and the times of the sightings are true: whoever gave them answers for them.',
      'A copy that is not listed may exist all the same.',
    ],
    forWhom: (holder) => `Made for ${holder}, about these works:`,
    by: 'Examiner',
    exhibits: 'Exhibits',
    exhibit: (number) => `Exhibit ${number}`,
    noDigest: 'no SHA-256 is known',
    images: 'Images that servers were read from',
    image: (form, bytes) => `an image of the form ${form}; the disk in it has ${bytes} bytes`,
    computed: 'Computed of these bytes:',
    stated: 'The image states the same from when it was made:',
    statesNone: 'The image states no digest of its own',
    fingerprintLists: 'Lists of fingerprints',
    noCopies: 'A fingerprint is no copy: it tells that somebody had a film, and not that the film lay there.',
    fingerprintList: (count) => (count === 1 ? '1 fingerprint, and no film.' : `${count} fingerprints, and no film.`),
    pictures: 'Pictures side by side',
    pair: (exhibit, query, reference) => `Exhibit ${exhibit}: left the copy at ${query}, right the work at ${reference}.`,
    method: 'Method',
    steps: [
      'The program computes a fingerprint from the pictures of a film: 256 bits for each picture, which hardly change when the film is encoded again.',
      'It compares the fingerprint of the copy with those of the enrolled works, picture by picture and in the order of time. The sound is compared where a copy has any.',
      'It computes how often chance alone would bring about a match as good. Only a match that chance hardly explains counts.',
      'It compares the time of the sighting with the release dates of each territory.',
    ],
    errors: 'Known error rates',
    rates: [
      `Of ${lawful.of} lawful uploads the program called ${lawful.accused} a leak. With 95 % confidence fewer than ${lawful.atMostPercent} % are.`,
      `Of ${leaks.of} leaks it found ${leaks.found}. With 95 % confidence it finds more than ${leaks.atLeastPercent} %.`,
      `Of ${unknownTrailers.of} trailers that nobody had enrolled it called ${unknownTrailers.accused} a leak. With 95 % confidence fewer than ${unknownTrailers.atMostPercent} % are.`,
      `Measured with few films, see ${source}. Other films may give other rates.`,
    ],
    limits: 'Limits',
    limitTexts: [
      'A match shows that two films have the same pictures. It does not show which of the two was first.',
      'The time of a file was set by the computer that it lay on, and can be wrong.',
      'A fingerprint cannot be turned back into a picture: that the pictures in this report are of the films rests on the word of the examiner.',
    ],
    glossary: 'Words',
    terms: [
      'Fingerprint: numbers that are computed from the pictures or the sound of a film.',
      'SHA-256: a number that is computed from all bytes of a file. Two files with the same number are the same.',
      'Match: an interval of the copy that shows the pictures of an interval of the work.',
      'Ledger: the list of what was done, whose entries cannot be changed unnoticed.',
      'Bundle: the file with everything that is needed to compute the numbers again.',
    ],
    decisions: 'Decisions and corrections',
    noDecisions: 'None is recorded.',
    decided: { confirmed: 'Confirmed', rejected: 'Rejected', 'needs-more': 'Undecided: more is needed' },
    corrected: (entry) => `Entry ${entry} of the ledger is corrected`,
  },
  fr: {
    title: 'Rapport d’expertise',
    claimed: 'Ce que ce rapport affirme',
    claims: (copies, servers) => [
      `${copies} sur ${servers} montrent les images des œuvres désignées ici.`,
      'Chacune a été vue avant qu’une première copie licite de son genre ne soit disponible, selon les dates enregistrées.',
      'Chaque nombre peut être recalculé par quiconque dispose du dossier de preuves.',
    ],
    notClaimed: 'Ce qu’il n’affirme pas',
    notClaims: [
      'Il ne dit pas qui a fait, pris ou transmis une copie. Il ne désigne aucune personne.',
      'Il ne dit pas que les dates enregistrées et les heures des constats sont vraies : quiconque les a indiquées en répond.',
      'Une copie qui n’y figure pas peut exister malgré tout.',
    ],
    forWhom: (holder) => `Établi pour ${holder}, au sujet de ces œuvres :`,
    by: 'Expert',
    exhibits: 'Pièces',
    exhibit: (number) => `Pièce ${number}`,
    noDigest: 'aucun SHA-256 n’est connu',
    images: 'Images de disques dont les serveurs ont été lus',
    image: (form, bytes) => `une image au format ${form} ; le disque qu’elle contient a ${bytes} octets`,
    computed: 'Calculé à partir de ces octets :',
    stated: 'L’image indique les mêmes, depuis qu’elle a été faite :',
    statesNone: 'L’image n’indique elle-même aucune somme de contrôle',
    fingerprintLists: 'Listes d’empreintes',
    noCopies: 'Une empreinte n’est pas une copie : elle dit que quelqu’un avait un film, et non que le film se trouvait là.',
    fingerprintList: (count) => (count === 1 ? '1 empreinte, et aucun film.' : `${count} empreintes, et aucun film.`),
    pictures: 'Images côte à côte',
    pair: (exhibit, query, reference) => `Pièce ${exhibit} : à gauche la copie à ${query}, à droite l’œuvre à ${reference}.`,
    method: 'Méthode',
    steps: [
      'Le programme calcule une empreinte à partir des images d’un film : 256 bits par image, qui ne changent guère lorsque le film est encodé de nouveau.',
      'Il compare l’empreinte de la copie à celles des œuvres enregistrées, image par image et dans l’ordre du temps. Le son est comparé lorsqu’une copie en comporte.',
      'Il calcule à quelle fréquence le seul hasard produirait une correspondance aussi bonne. Seule compte une correspondance que le hasard n’explique guère.',
      'Il compare l’heure du constat aux dates de sortie de chaque territoire.',
    ],
    errors: 'Taux d’erreur connus',
    rates: [
      `Sur ${lawful.of} envois licites, le programme en a qualifié ${lawful.accused} de fuite. Avec une confiance de 95 %, c’est moins de ${lawful.atMostPercent} %.`,
      `Sur ${leaks.of} fuites, il en a trouvé ${leaks.found}. Avec une confiance de 95 %, il en trouve plus de ${leaks.atLeastPercent} %.`,
      `Sur ${unknownTrailers.of} bandes-annonces que personne n’avait enregistrées, il en a qualifié ${unknownTrailers.accused} de fuite. Avec une confiance de 95 %, c’est moins de ${unknownTrailers.atMostPercent} %.`,
      `Mesuré sur peu de films, voir ${source}. D’autres films peuvent donner d’autres taux.`,
    ],
    limits: 'Limites',
    limitTexts: [
      'Une correspondance montre que deux films ont les mêmes images. Elle ne montre pas lequel des deux existait en premier.',
      'L’heure d’un fichier a été fixée par l’ordinateur où il se trouvait, et peut être fausse.',
      'Une empreinte ne peut être retransformée en image : que les images de ce rapport soient celles des films repose sur la parole de l’expert.',
    ],
    glossary: 'Termes',
    terms: [
      'Empreinte : nombres calculés à partir des images ou du son d’un film.',
      'SHA-256 : nombre calculé à partir de tous les octets d’un fichier. Deux fichiers qui ont le même nombre sont identiques.',
      'Correspondance : intervalle de la copie qui montre les images d’un intervalle de l’œuvre.',
      'Registre : liste de ce qui a été fait, dont les entrées ne peuvent être modifiées sans que cela se voie.',
      'Dossier de preuves : fichier avec tout ce qu’il faut pour recalculer les nombres.',
    ],
    decisions: 'Décisions et corrections',
    noDecisions: 'Aucune n’est enregistrée.',
    decided: { confirmed: 'Confirmé', rejected: 'Rejeté', 'needs-more': 'Non tranché : il en faut davantage' },
    corrected: (entry) => `L’entrée ${entry} du registre est corrigée`,
  },
  de: {
    title: 'Gutachten',
    claimed: 'Was dieses Gutachten behauptet',
    claims: (copies, servers) => [
      `${copies}, ${servers}: Sie zeigen die Bilder der hier genannten Werke.`,
      'Jede wurde nach den bekannten Terminen gesehen, bevor es eine erste rechtmäßige Kopie ihrer Art geben konnte.',
      'Jede Zahl kann von jedem nachgerechnet werden, der das Beweispaket hat.',
    ],
    notClaimed: 'Was es nicht behauptet',
    notClaims: [
      'Es sagt nicht, wer eine Kopie gemacht, genommen oder weitergegeben hat. Es nennt keine Person.',
      'Es sagt nicht, dass die bekannten Termine und die Zeiten der Sichtungen stimmen: Dafür steht ein, wer sie genannt hat.',
      'Eine Kopie, die nicht genannt ist, kann es dennoch geben.',
    ],
    forWhom: (holder) => `Erstellt für ${holder}, zu diesen Werken:`,
    by: 'Gutachter',
    exhibits: 'Beweisstücke',
    exhibit: (number) => `Beweisstück ${number}`,
    noDigest: 'ein SHA-256 ist nicht bekannt',
    images: 'Abbilder, aus denen Server gelesen wurden',
    image: (form, bytes) => `ein Abbild der Form ${form}; der Datenträger darin hat ${bytes} Byte`,
    computed: 'Aus diesen Bytes berechnet:',
    stated: 'Das Abbild nennt dieselben, aus der Zeit, als es gemacht wurde:',
    statesNone: 'Das Abbild nennt selbst keine Prüfsumme',
    fingerprintLists: 'Listen von Fingerabdrücken',
    noCopies: 'Ein Fingerabdruck ist keine Kopie: Er sagt, dass jemand einen Film hatte, und nicht, dass der Film dort lag.',
    fingerprintList: (count) => (count === 1 ? '1 Fingerabdruck, und kein Film.' : `${count} Fingerabdrücke, und kein Film.`),
    pictures: 'Bilder nebeneinander',
    pair: (exhibit, query, reference) => `Beweisstück ${exhibit}: links die Kopie bei ${query}, rechts das Werk bei ${reference}.`,
    method: 'Verfahren',
    steps: [
      'Das Programm berechnet aus den Bildern eines Films einen Fingerabdruck: 256 Bit für jedes Bild, die sich kaum ändern, wenn der Film neu kodiert wird.',
      'Es vergleicht den Fingerabdruck der Kopie mit denen der hinterlegten Werke, Bild für Bild und in zeitlicher Folge. Der Ton wird verglichen, wo eine Kopie welchen hat.',
      'Es berechnet, wie oft allein der Zufall zu einer so guten Übereinstimmung führen würde. Nur eine Übereinstimmung, die der Zufall kaum erklärt, zählt.',
      'Es vergleicht die Zeit der Sichtung mit den Terminen der Gebiete.',
    ],
    errors: 'Bekannte Fehlerquoten',
    rates: [
      `Von ${lawful.of} rechtmäßigen Uploads nannte das Programm ${lawful.accused} ein Leck. Mit 95 % Sicherheit sind es unter ${lawful.atMostPercent} %.`,
      `Von ${leaks.of} Lecks fand es ${leaks.found}. Mit 95 % Sicherheit findet es über ${leaks.atLeastPercent} %.`,
      `Von ${unknownTrailers.of} Trailern, die niemand hinterlegt hatte, nannte es ${unknownTrailers.accused} ein Leck. Mit 95 % Sicherheit sind es unter ${unknownTrailers.atMostPercent} %.`,
      `Gemessen an wenigen Filmen, siehe ${source}. Andere Filme können andere Quoten ergeben.`,
    ],
    limits: 'Grenzen',
    limitTexts: [
      'Eine Übereinstimmung zeigt, dass zwei Filme gleiche Bilder haben. Sie zeigt nicht, welcher von beiden zuerst da war.',
      'Die Zeit einer Datei hat der Rechner gesetzt, auf dem sie lag, und sie kann falsch sein.',
      'Aus einem Fingerabdruck wird kein Bild mehr: Dass die Bilder in diesem Gutachten von den Filmen sind, steht auf dem Wort des Gutachters.',
    ],
    glossary: 'Begriffe',
    terms: [
      'Fingerabdruck: Zahlen, die aus den Bildern oder dem Ton eines Films berechnet werden.',
      'SHA-256: eine Zahl, die aus allen Bytes einer Datei berechnet wird. Zwei Dateien mit gleicher Zahl sind gleich.',
      'Übereinstimmung: ein Abschnitt der Kopie, der die Bilder eines Abschnitts des Werks zeigt.',
      'Protokoll: die Liste dessen, was getan wurde. Ihre Einträge können nicht unbemerkt geändert werden.',
      'Beweispaket: die Datei mit allem, was zum Nachrechnen der Zahlen nötig ist.',
    ],
    decisions: 'Entscheidungen und Berichtigungen',
    noDecisions: 'Es ist keine verzeichnet.',
    decided: { confirmed: 'Bestätigt', rejected: 'Zurückgewiesen', 'needs-more': 'Nicht entschieden: Es braucht mehr' },
    corrected: (entry) => `Eintrag ${entry} des Protokolls ist berichtigt`,
  },
  es: {
    title: 'Informe pericial',
    claimed: 'Lo que afirma este informe',
    claims: (copies, servers) => [
      `${copies} en ${servers} muestran las imágenes de las obras aquí indicadas.`,
      'Cada una fue vista antes de que pudiera haber una primera copia lícita de su clase, según las fechas registradas.',
      'Cada número puede volver a calcularlo cualquiera que tenga el paquete de pruebas.',
    ],
    notClaimed: 'Lo que no afirma',
    notClaims: [
      'No dice quién hizo, tomó o entregó una copia. No designa a ninguna persona.',
      'No dice que las fechas registradas y las horas de las observaciones sean ciertas: responde de ellas quien las indicó.',
      'Una copia que no figura puede existir de todos modos.',
    ],
    forWhom: (holder) => `Elaborado para ${holder}, sobre estas obras:`,
    by: 'Perito',
    exhibits: 'Piezas',
    exhibit: (number) => `Pieza ${number}`,
    noDigest: 'no se conoce ningún SHA-256',
    images: 'Imágenes de las que se leyeron los servidores',
    image: (form, bytes) => `una imagen de la forma ${form}; el disco que contiene tiene ${bytes} bytes`,
    computed: 'Calculado a partir de estos bytes:',
    stated: 'La imagen indica los mismos, de cuando se hizo:',
    statesNone: 'La imagen no indica por sí misma ninguna suma de comprobación',
    fingerprintLists: 'Listas de huellas',
    noCopies: 'Una huella no es una copia: dice que alguien tenía una película, y no que la película estuviera allí.',
    fingerprintList: (count) => (count === 1 ? '1 huella, y ninguna película.' : `${count} huellas, y ninguna película.`),
    pictures: 'Imágenes una junto a otra',
    pair: (exhibit, query, reference) => `Pieza ${exhibit}: a la izquierda la copia en ${query}, a la derecha la obra en ${reference}.`,
    method: 'Método',
    steps: [
      'El programa calcula una huella a partir de las imágenes de una película: 256 bits por imagen, que apenas cambian cuando la película se codifica de nuevo.',
      'Compara la huella de la copia con las de las obras registradas, imagen por imagen y en el orden del tiempo. El sonido se compara cuando una copia lo tiene.',
      'Calcula con qué frecuencia el mero azar produciría una coincidencia igual de buena. Solo cuenta una coincidencia que el azar apenas explica.',
      'Compara la hora de la observación con las fechas de estreno de cada territorio.',
    ],
    errors: 'Tasas de error conocidas',
    rates: [
      `De ${lawful.of} envíos lícitos, el programa calificó ${lawful.accused} de filtración. Con una confianza del 95 % son menos del ${lawful.atMostPercent} %.`,
      `De ${leaks.of} filtraciones encontró ${leaks.found}. Con una confianza del 95 % encuentra más del ${leaks.atLeastPercent} %.`,
      `De ${unknownTrailers.of} avances que nadie había registrado, calificó ${unknownTrailers.accused} de filtración. Con una confianza del 95 % son menos del ${unknownTrailers.atMostPercent} %.`,
      `Medido con pocas películas, véase ${source}. Otras películas pueden dar otras tasas.`,
    ],
    limits: 'Límites',
    limitTexts: [
      'Una coincidencia muestra que dos películas tienen las mismas imágenes. No muestra cuál de las dos existió primero.',
      'La hora de un archivo la fijó el ordenador en el que estaba, y puede ser falsa.',
      'Una huella no puede volver a convertirse en imagen: que las imágenes de este informe sean de las películas descansa en la palabra del perito.',
    ],
    glossary: 'Términos',
    terms: [
      'Huella: números que se calculan a partir de las imágenes o del sonido de una película.',
      'SHA-256: número que se calcula a partir de todos los bytes de un archivo. Dos archivos con el mismo número son iguales.',
      'Coincidencia: intervalo de la copia que muestra las imágenes de un intervalo de la obra.',
      'Registro: lista de lo que se hizo, cuyas entradas no pueden cambiarse sin que se note.',
      'Paquete de pruebas: archivo con todo lo que hace falta para volver a calcular los números.',
    ],
    decisions: 'Decisiones y correcciones',
    noDecisions: 'No consta ninguna.',
    decided: { confirmed: 'Confirmado', rejected: 'Rechazado', 'needs-more': 'Sin decidir: hace falta más' },
    corrected: (entry) => `La entrada ${entry} del registro está corregida`,
  },
};
