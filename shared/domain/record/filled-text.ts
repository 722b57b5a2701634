import { Text } from '../../core/texts.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';

/** A text of a record that says something, and not what a template has in its place. */
export const FilledText = Text.refine((text) => !isPlaceholder(text), 'is a placeholder that nobody filled in');
