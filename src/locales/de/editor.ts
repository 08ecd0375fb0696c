import type { EditorTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** The editor in German. */
export const editor: Translation<EditorTable> = {
  editNamed: '{name} bearbeiten',
  editorTitle: 'Bild bearbeiten',
  editorOpening: 'Das Bild wird geöffnet …',
  editorSaving: 'Die Änderungen werden angewendet …',

  editorFrame: 'Ausschnitt',
  editorFrameHelp: 'Pfeiltasten verschieben ihn, Plus und Minus zoomen; mit Umschalt weiter.',
  editorHandleHelp: 'Pfeiltasten verschieben sie; mit Umschalt weiter.',
  editorTopLeft: 'Ecke oben links',
  editorTopRight: 'Ecke oben rechts',
  editorBottomRight: 'Ecke unten rechts',
  editorBottomLeft: 'Ecke unten links',

  editorRatio: 'Seitenverhältnis',
  editorFree: 'Frei',
  editorOriginal: 'Original',
  editorSquare: 'Quadrat',
  editorTurnLeft: 'Nach links drehen',
  editorTurnRight: 'Nach rechts drehen',
  editorMirror: 'Horizontal spiegeln',
  editorFlip: 'Vertikal spiegeln',
  editorUndo: 'Rückgängig',
  editorStraighten: 'Begradigen',
  editorDegrees: '{count} Grad',

  editorNumbers: 'Größe',
  editorNumberLeft: 'Von links',
  editorNumberTop: 'Von oben',
  editorNumberWidth: 'Breite',
  editorNumberHeight: 'Höhe',

  editorSize: '{width} × {height} px',
  editorNarrow: 'Es muss mindestens {pixels} px breit sein.',
  editorLow: 'Es muss mindestens {pixels} px hoch sein.',
  editorWide: 'Es darf höchstens {pixels} px breit sein.',
  editorHigh: 'Es darf höchstens {pixels} px hoch sein.',
  editorHeavy:
    'Es wäre {size} groß, erlaubt sind höchstens {limit}. Bitte einen kleineren Ausschnitt wählen.',
  editorFailed: 'Die Änderungen ließen sich nicht anwenden. Bitte erneut versuchen.',

  editorFormat: 'Bilder dieser Art lassen sich nicht bearbeiten. Es kann so hochgeladen werden, wie es ist.',
  editorMoving: 'Animierte Bilder lassen sich nicht bearbeiten. Es kann so hochgeladen werden, wie es ist.',
  editorHuge:
    'Das Bild ist zu groß, um hier bearbeitet zu werden. Es kann so hochgeladen werden, wie es ist.',
  editorUnreadable: 'Das Bild lässt sich hier nicht öffnen. Vielleicht ist es beschädigt.',

  editorReset: 'Zurücksetzen',
  editorCancel: 'Abbrechen',
  editorAsk: 'Änderungen verwerfen?',
  editorKeep: 'Weiter bearbeiten',
  editorDiscard: 'Verwerfen',
  editorEdited: '{name} bearbeitet',
  editorRestored: '{name} ist wieder wie zuvor',
};
