import type { ImageTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** The image in German. */
export const image: Translation<ImageTable> = {
  loading: 'Bild wird geladen …',

  processing: 'Gleich fertig',
  processingHint: 'Dieses Bild wird gerade aufbereitet und erscheint hier von selbst.',

  failed: 'Dieses Bild konnte nicht verarbeitet werden',
  failedHint:
    'Vielleicht ist die Datei beschädigt. Es kann helfen, sie oder eine andere Fassung noch einmal hochzuladen.',

  blocked: 'Dieses Bild wurde entfernt',
  blockedHint: 'Es verstieß gegen die Regeln des Bilderdienstes.',
  blockedContentPolicy: 'Es verstieß gegen die Inhaltsrichtlinien.',
  blockedDmca: 'Es wurde nach einer Urheberrechtsbeschwerde entfernt.',
  blockedSpam: 'Es wurde als Spam eingestuft.',
  blockedTerms: 'Es verstieß gegen die Nutzungsbedingungen.',

  missing: 'Dieses Bild gibt es hier nicht mehr',
  missingHint: 'Es wurde gelöscht, ist abgelaufen oder nicht öffentlich.',

  error: 'Dieses Bild konnte nicht geladen werden',
  errorHint: 'Bitte die Verbindung prüfen und es noch einmal versuchen.',
  errorOffline: 'Offenbar besteht keine Verbindung. Sobald sie wieder da ist, wird das Bild erneut geladen.',
  errorAccess: 'Vielleicht ist eine neue Anmeldung nötig. Bitte die Seite neu laden.',
  errorBusy: 'Der Bilderdienst ist ausgelastet. Bitte gleich noch einmal versuchen.',
  retry: 'Noch einmal versuchen',
  retryNamed: 'Noch einmal versuchen: {alt}',

  nsfw: 'Sensibler Inhalt',
  nsfwHint: 'Dieses Bild kann verstörend wirken oder ist nicht für alle geeignet.',
  nsfwHidden: 'Dieses Bild wird hier wegen seines sensiblen Inhalts nicht gezeigt.',
  reveal: 'Bild zeigen',
  revealNamed: 'Bild mit sensiblem Inhalt zeigen: {alt}',

  zoom: 'Größer ansehen',
  zoomNamed: 'Größer ansehen: {alt}',
  download: 'Herunterladen',
  downloadNamed: 'Herunterladen: {alt}',
  share: 'Teilen',
  copyLink: 'Link kopieren',
  copyLinkNamed: 'Link kopieren: {alt}',
  linkCopied: 'Link kopiert',
  linkNotCopied: 'Der Link konnte nicht kopiert werden',
  viewer: 'Bildbetrachter',
  viewerClose: 'Schließen',
  viewerPrevious: 'Voriges Bild',
  viewerNext: 'Nächstes Bild',
  viewerZoom: 'Vergrößern',
  viewerPage: 'Seite des Bildes öffnen',
  viewerPosition: '{index} von {count}',
};
