/** Parts of the view that few galleries show at first, or none: fetched when one is to be shown, or when the page is idle. */
import { input } from '../../../locales/en/input.ts';
import { later } from '../../../locales/en/later.ts';
import { controls } from '../../shared/controls/controls.styles.ts';
import { laterStyles } from './later.styles.ts';

export const english = { ...later, ...input };
export const styles = [controls, laterStyles];
export { resize, rest, ScrollScale } from '../stage/relayout.ts';
export { Input } from '../input/index.ts';
export { badge, panel, refusal } from './panels.ts';
export { emptiness, failedRow, failure, paper } from './messages.ts';
