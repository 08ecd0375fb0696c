/** Parts of the view that few galleries show at first, or none: fetched when one is to be shown, or when the page is idle. */
import { controls } from '../../shared/controls/controls.styles.ts';
import { laterStyles } from './later.styles.ts';

export { later as english } from '../../../locales/en/later.ts';
export const styles = [controls, laterStyles];
export { badge, panel, refusal } from './panels.ts';
export { emptiness, failedRow, failure, paper } from './messages.ts';
