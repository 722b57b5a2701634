import type { AnyControl } from '../core/control.ts';

/** What a workflow or a configuration can name of an action. */
export interface ActionInterface {
  inputs: string[];
  outputs: string[];
  /** The rules of a control, as waivers name them; none for an action that judges nothing itself. */
  rules: string[];
  /** The keys of its section in the configuration. */
  section: string[];
}

/** What `action.yml` says, as far as it matters here. */
export interface ActionFile {
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** The interface of an action, from its file and its control. */
export function actionInterface(file: ActionFile, control: AnyControl | undefined): ActionInterface {
  return {
    inputs: Object.keys(file.inputs ?? {}).sort(),
    outputs: Object.keys(file.outputs ?? {}).sort(),
    rules: Object.keys(control?.rules ?? {}).sort(),
    section: Object.keys(control?.inputs ?? {}).sort(),
  };
}

/** What of an older interface is gone in a newer one, as `<action>: <kind> <name>`. A kept name with another meaning is not seen. */
export function removals(
  older: Readonly<Record<string, ActionInterface>>,
  newer: Readonly<Record<string, ActionInterface>>,
): string[] {
  return Object.entries(older).flatMap(([name, before]) => {
    const now = newer[name];
    if (now === undefined) return [`${name}: action`];
    return (['inputs', 'outputs', 'rules', 'section'] as const).flatMap((kind) =>
      before[kind].filter((each) => !now[kind].includes(each)).map((each) => `${name}: ${kind} ${each}`),
    );
  });
}
