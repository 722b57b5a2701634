/** What a contract says about its own parts. Fields are JSON Pointers into a body; `*` stands for items and fields of any name. */
export interface ComparisonOptions {
  /** The fields of failed answers (4XX, 5XX, default) that hold an error code, e.g. `/error/code`. */
  errorCodes: readonly string[];
  /** Fields of successful answers that belong to the envelope. The body of a failed answer is all envelope. */
  envelope: readonly string[];
  /**
   * How a field counts that is added to an answer which allowed no other fields: a consumer that holds the answer against the
   * old schema refuses it.
   */
  closedResponses: 'additive' | 'breaking';
}
