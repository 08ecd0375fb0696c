import type { UploadRules } from '../../../upload/check/rules.ts';
import type { Size } from './crop-geometry.ts';

/** A crop is at least this wide and high (pixels), or the picture is smaller. */
const LEAST = 16;

/** The smallest crop that may be drawn: what the page asks for, as far as the picture has it. */
export function leastOf({ minWidth = 0, minHeight = 0 }: UploadRules, { width, height }: Size): Size {
  return {
    width: Math.min(width, Math.max(LEAST, minWidth)),
    height: Math.min(height, Math.max(LEAST, minHeight)),
  };
}

/** Why a result of this size may not be sent, as a key of a sentence and its number; null: it may. */
export function sizeProblem(
  { width, height }: Size,
  { minWidth = 0, minHeight = 0, maxWidth = Infinity, maxHeight = Infinity }: UploadRules,
): { key: `editor${'Narrow' | 'Low' | 'Wide' | 'High'}`; pixels: number } | null {
  if (width < minWidth) return { key: 'editorNarrow', pixels: minWidth };
  if (height < minHeight) return { key: 'editorLow', pixels: minHeight };
  if (width > maxWidth) return { key: 'editorWide', pixels: maxWidth };
  if (height > maxHeight) return { key: 'editorHigh', pixels: maxHeight };
  return null;
}
