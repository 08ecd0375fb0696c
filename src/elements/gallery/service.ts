/** The way to the API: client, token, waiting for images; and Images as older generations of it wrote them. */
export { normaliseImage, pollImage } from '../../api/index.ts';
export { connect } from '../shared/connection/connection.ts';
