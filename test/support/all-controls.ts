import type { AnyControl } from '../../shared/core/control.ts';
import { controlFolders } from './dist.ts';

/** Every control of the suite. */
export async function allControls(): Promise<AnyControl[]> {
  const controls: AnyControl[] = [];
  // One after the other: jest cannot link modules that several imports share at once.
  for (const name of controlFolders)
    controls.push(((await import(`../../actions/${name}/control.ts`)) as { control: AnyControl }).control);
  return controls;
}
