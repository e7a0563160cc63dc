import { join } from 'node:path';

/* Where things lie beside the bundle, dist/cli.js. */

export const enginePath = join(__dirname, 'engine.js');
/** Catalogue and lexicons. */
export const assetsFolder = join(__dirname, '..', 'models');
