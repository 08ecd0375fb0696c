import type { LocaleTable } from '../types.ts';

/** English messages of the editor; they come with it. */
export const editor = {
  editNamed: 'Edit {name}',
  editorTitle: 'Edit image',
  editorOpening: 'Opening the image…',
  editorSaving: 'Applying the changes…',

  editorFrame: 'Crop area',
  editorFrameHelp: 'Arrow keys move it, plus and minus zoom; with Shift further.',
  editorHandleHelp: 'Arrow keys move it; with Shift further.',
  editorTopLeft: 'Top left corner',
  editorTopRight: 'Top right corner',
  editorBottomRight: 'Bottom right corner',
  editorBottomLeft: 'Bottom left corner',

  editorRatio: 'Aspect ratio',
  editorFree: 'Free',
  editorOriginal: 'Original',
  editorSquare: 'Square',
  editorTurnLeft: 'Rotate left',
  editorTurnRight: 'Rotate right',
  editorMirror: 'Flip horizontally',
  editorFlip: 'Flip vertically',
  editorUndo: 'Undo',
  editorStraighten: 'Straighten',
  editorDegrees: { one: '{count} degree', other: '{count} degrees' },

  editorNumbers: 'Size',
  editorNumberLeft: 'From the left',
  editorNumberTop: 'From the top',
  editorNumberWidth: 'Width',
  editorNumberHeight: 'Height',

  editorSize: '{width} × {height} px',
  editorNarrow: 'It has to be at least {pixels} px wide.',
  editorLow: 'It has to be at least {pixels} px high.',
  editorWide: 'It may be at most {pixels} px wide.',
  editorHigh: 'It may be at most {pixels} px high.',
  editorHeavy: 'It would be {size}, at most {limit} may be uploaded. Choose a smaller part.',
  editorFailed: 'The changes could not be applied. Try again.',

  editorFormat: 'Images of this kind cannot be edited. It can be uploaded as it is.',
  editorMoving: 'Animated images cannot be edited. It can be uploaded as it is.',
  editorHuge: 'The image is too large to be edited here. It can be uploaded as it is.',
  editorUnreadable: 'The image cannot be opened here. It may be damaged.',

  editorReset: 'Reset',
  editorCancel: 'Cancel',
  editorAsk: 'Discard the changes?',
  editorKeep: 'Keep editing',
  editorDiscard: 'Discard',
  editorEdited: '{name} edited',
  editorRestored: '{name} is as it was',
} satisfies LocaleTable;
