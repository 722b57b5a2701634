/** A job summary over 1 MiB is dropped whole by the runner; room is left for what other steps' text adds. */
export const summaryMaxBytes = 1000 * 1024;
/** Annotations shown per step and level; more are dropped by the runner. */
export const annotationsPerLevel = 10;
/** Characters of an annotation's message that are shown. */
export const annotationMaxLength = 4000;
/** Code points of a value that are shown; the report has it whole. */
export const valueMaxLength = 200;
/** Code points of each sentence in the head of a summary, so that a narrow pane shows the first fix without scrolling; below it is at length. */
export const headMaxLength = 300;
/** Code points of a sentence in a summary; the report has it whole. */
export const textMaxLength = 1000;
/** Rows of a table in a summary; the report has the rest. */
export const tableMaxRows = 200;
/** What all exhibits of a summary may have together. */
export const exhibitMaxBytes = 250 * 1024;
/** Columns of an exhibit that are shown; the report has the rest. */
export const exhibitColumns = 16;
/** Code points of a cell of a table on a terminal. */
export const terminalCellMaxLength = 60;
