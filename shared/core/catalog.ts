// Written by `npm run generate` from the folders under actions/.

/** The names of all controls. */
export const controlNames: readonly string[] = ['manifest-sync'];

/** The names of all shared lists of the configuration. */
export const listNames: readonly string[] = ['contracts'];
