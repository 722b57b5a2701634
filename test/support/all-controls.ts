import { controlNames } from '../../shared/core/catalog.ts';
import type { AnyControl } from '../../shared/core/control.ts';

/** Every control there is, in the order of their names, as the command line has them. */
export async function allControls(): Promise<AnyControl[]> {
  const controls: AnyControl[] = [];
  for (const name of [...controlNames].sort()) {
    // One after another: the loader of the tests links no two graphs at once.
    const module = (await import(`../../actions/${name}/control.ts`)) as { control: AnyControl };
    controls.push(module.control);
  }
  return controls;
}
