export { type Boxes } from './boxes.ts';
export { layoutRows, type RowsOptions } from './rows.ts';
export { layoutColumns, type ColumnsOptions } from './columns.ts';
export { layoutGrid, type GridOptions } from './grid.ts';
export { rangeBetween, windowAround, type Range } from './window.ts';
export { neighbour, middle, type Direction } from './neighbours.ts';
export { dropPlace, placeAfterDrop, type DropPlace } from './drop.ts';
