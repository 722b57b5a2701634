import type { ZodType } from 'zod';

/** The parts of the definition of a schema in which others are. */
interface Definition {
  type: string;
  shape?: Record<string, ZodType>;
  element?: ZodType;
  valueType?: ZodType;
  innerType?: ZodType;
  options?: readonly ZodType[];
  left?: ZodType;
  right?: ZodType;
  in?: ZodType;
  out?: ZodType;
  getter?: () => ZodType;
}

/** The keys that the objects of a schema have at a path; of several forms those of all. */
export function keysAt(schema: ZodType, path: readonly PropertyKey[]): string[] {
  let schemas = forms(schema);
  for (const key of path) {
    schemas = schemas.flatMap(({ shape, element, valueType }) => {
      const inner = typeof key === 'number' ? element : (own(shape, String(key)) ?? valueType);
      return inner === undefined ? [] : forms(inner);
    });
  }
  return [...new Set(schemas.flatMap(({ shape }) => Object.keys(shape ?? {})))];
}

function own(shape: Record<string, ZodType> | undefined, key: string): ZodType | undefined {
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
}

/** What a value can be that goes into a schema, without what only wraps it. */
function forms(schema: ZodType): Definition[] {
  const definition = schema.def as unknown as Definition;
  const { innerType, options, left, right, in: input, out, getter } = definition;
  const inner = [innerType, ...(options ?? []), left, right, input, out, getter?.()].filter(
    (each) => each !== undefined,
  );
  return inner.length === 0 ? [definition] : inner.flatMap(forms);
}
