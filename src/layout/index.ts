export { Draft, lowerBound, type Boxes, type Groups, type Heading, type Layout } from './boxes.ts';
export { layoutRows, rowsLayout, type RowsOptions } from './rows.ts';
export { columnsLayout, layoutColumns, type ColumnsOptions } from './columns.ts';
export { gridLayout, layoutGrid, type GridOptions } from './grid.ts';
export { firstEndingBelow, rangeBetween, windowAround, type Range } from './window.ts';
export { neighbour, middle, type Direction } from './neighbours.ts';
export { boxesBetween, nearestBox, type Point } from './hits.ts';
