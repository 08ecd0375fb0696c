import type { Kind, Light } from './scene.ts';

interface Words {
  filename: string;
  caption: string | null;
  alt: string;
  place: string | null;
}

const SUBJECTS: Record<Kind, [slug: string, noun: string][]> = {
  mountains: [
    ['ridge', 'Layered ridges'],
    ['alps', 'Alpine peaks'],
    ['summit', 'A summit above the mist'],
    ['valley', 'A valley between ridges'],
  ],
  lake: [
    ['lake', 'A still mountain lake'],
    ['fjord', 'A fjord'],
    ['reflection', 'Peaks mirrored in a lake'],
  ],
  dunes: [
    ['dunes', 'Wind-cut dunes'],
    ['desert', 'An empty desert'],
    ['sandsea', 'A sea of sand'],
  ],
  forest: [
    ['forest', 'A forest in the mist'],
    ['pines', 'Pines on a hillside'],
    ['woods', 'Woods in layers of fog'],
  ],
  sea: [
    ['coast', 'A quiet coast'],
    ['horizon', 'The open sea'],
    ['beach', 'Low tide'],
  ],
  aurora: [
    ['aurora', 'Northern lights'],
    ['polar-night', 'The sky over the polar circle'],
  ],
  night: [
    ['stars', 'Stars over the ridge'],
    ['milkyway', 'The Milky Way'],
    ['moonrise', 'Moonrise'],
  ],
  waves: [
    ['paper-waves', 'Paper-cut waves'],
    ['flow', 'Flowing bands'],
    ['strata', 'Folded strata'],
  ],
  mesh: [
    ['gradient', 'A field of soft colour'],
    ['haze', 'Coloured haze'],
    ['glow', 'A study in light'],
  ],
  shapes: [
    ['composition', 'A geometric composition'],
    ['poster', 'Circles and arcs'],
    ['tiles', 'A pattern of tiles'],
  ],
  leaves: [
    ['leaves', 'Leaves in layers'],
    ['botanical', 'A botanical study'],
    ['palm', 'Palm fronds'],
  ],
  city: [
    ['skyline', 'A skyline'],
    ['city-lights', 'City lights'],
    ['downtown', 'Downtown, after the rain'],
  ],
};

const LIGHT: Record<Light, string> = {
  dawn: 'at dawn',
  day: 'on a clear day',
  golden: 'in the golden hour',
  dusk: 'at dusk',
  night: 'by night',
};

const NORTH = ['Lofoten', 'Iceland', 'Faroe Islands', 'Sápmi', 'Svalbard', 'Tromsø'];
const HEIGHTS = ['Dolomites', 'Patagonia', 'Zermatt', 'Tatra', 'Banff', 'Yosemite', 'Hokkaido', 'Engadin'];
const COASTS = ['Big Sur', 'Cornwall', 'Madeira', 'Isle of Skye', 'Amalfi', 'Tasmania', 'Galway', 'Kamakura'];

/** Where a picture of a kind may have been taken. */
const PLACES: Partial<Record<Kind, string[]>> = {
  mountains: HEIGHTS,
  lake: [...HEIGHTS, 'Lofoten', 'Bled', 'Wanaka'],
  dunes: ['Namib', 'Atacama', 'Merzouga', 'Wahiba Sands', 'Death Valley', 'Gobi'],
  forest: ['Black Forest', 'Olympic Peninsula', 'Tatra', 'Hokkaido', 'Karelia', 'Harz'],
  sea: COASTS,
  aurora: NORTH,
  night: [...HEIGHTS, ...NORTH],
  city: ['Hong Kong', 'Chicago', 'Toronto', 'Frankfurt', 'Singapore', 'Shanghai', 'Vancouver'],
};

/** Kinds that need not be told that it is night. */
const DARK: ReadonlySet<Kind> = new Set(['aurora', 'night']);
const ABSTRACT: ReadonlySet<Kind> = new Set(['waves', 'mesh', 'shapes', 'leaves']);

/** A believable name, caption and description for a seeded image. One in six has no caption, as in real life. */
export function words(kind: Kind, light: Light, random: () => number, index: number): Words {
  const subjects = SUBJECTS[kind];
  const [slug, noun] = subjects[Math.floor(random() * subjects.length)] ?? ['image', 'An image'];
  const abstract = ABSTRACT.has(kind);
  const places = PLACES[kind] ?? [];
  const place = places[Math.floor(random() * places.length)] ?? null;
  const alt = abstract || DARK.has(kind) ? noun : `${noun} ${LIGHT[light]}`;
  const captioned = random() > 1 / 6;
  const style = random();
  const serial = String(1000 + ((index * 7919 + Math.floor(random() * 800)) % 9000));
  const slugged = place && style < 0.8 ? `${slugify(place)}-${slug}` : slug;
  const filename =
    style < 0.3
      ? `IMG_${serial}.jpg`
      : style < 0.42
        ? `DSC0${serial}.jpg`
        : `${slugged}-${serial.slice(1)}.jpg`;
  return { filename, caption: captioned ? (place ? `${alt}, ${place}` : alt) : null, alt, place };
}

function slugify(text: string): string {
  return text
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
