/** How git keeps a regular file: plain, or executable. */
export type FileMode = '100644' | '100755';
