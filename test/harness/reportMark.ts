/**
 * Starts each line that mocha prints in an extension host: the window hands out one stream, with its own log in it.
 */
export const reportMark = 'tests| ';
