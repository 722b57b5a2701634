export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** One annotation as the runner takes it. Values are sanitised, not yet escaped for the command syntax. */
export interface Annotation {
  level: AnnotationLevel;
  title: string;
  message: string;
  file?: string;
  line?: number;
  column?: number;
}
