/** Whether an `if` holds whatever happened before. */
export function isAlways(condition: string): boolean {
  return /^\s*(?:\$\{\{\s*)?always\(\)(?:\s*\}\})?\s*$/.test(condition);
}

/** Whether an `if` says what holds without one: a job is skipped where one that it needs failed, and a step where one before it did. */
export function isSuccess(condition: string): boolean {
  return /^\s*(?:\$\{\{\s*)?success\(\)(?:\s*\}\})?\s*$/.test(condition);
}
