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
  errorHint: 'Bitte die Verbindung prüfen und es erneut versuchen.',
  errorOffline: 'Offenbar besteht keine Verbindung. Sobald sie wieder da ist, wird das Bild erneut geladen.',
  errorAccess: 'Vielleicht ist eine neue Anmeldung nötig. Bitte die Seite neu laden und es erneut versuchen.',
  errorBusy: 'Der Bilderdienst ist ausgelastet. Bitte gleich erneut versuchen.',
  retry: 'Erneut versuchen',
  retryNamed: 'Erneut versuchen: {alt}',

  nsfw: 'Sensibler Inhalt',
  nsfwHint: 'Dieses Bild kann verstörend wirken oder für den Arbeitsplatz ungeeignet sein.',
  nsfwHidden: 'Dieses Bild wird hier wegen seines sensiblen Inhalts nicht angezeigt.',
  reveal: 'Bild anzeigen',
  revealNamed: 'Bild mit sensiblem Inhalt anzeigen: {alt}',

  zoom: 'Größer ansehen',
  zoomNamed: 'Größer ansehen: {alt}',
  download: 'Herunterladen',
  downloadNamed: 'Herunterladen: {alt}',
  share: 'Teilen',
  copyLink: 'Link kopieren',
  copyLinkNamed: 'Link kopieren: {alt}',
  linkCopied: 'Link kopiert',
  linkNotCopied: 'Der Link konnte nicht kopiert werden',
  viewer: 'Bildansicht',
  viewerClose: 'Schließen',
  viewerPrevious: 'Vorheriges Bild',
  viewerNext: 'Nächstes Bild',
  viewerZoom: 'Vergrößern',
  viewerPage: 'Bildseite öffnen',
  viewerPosition: '{index} von {count}',
};
