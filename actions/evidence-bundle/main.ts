import { runAction } from '../../shared/shell/action.ts';
import { control } from './control.ts';

await runAction(control);
