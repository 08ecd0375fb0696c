/** All that speaks with the API: the client and its token, lists, waiting for images, reading Images of older generations. */
export { connect } from '../shared/connection/connection.ts';
export { normalised, validIds, validPageSize } from './data/checked.ts';
export { Processing } from './data/processing.ts';
export { idsSource, iterableSource, listSource } from './data/remote-sources.ts';
