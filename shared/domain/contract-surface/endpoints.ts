/** An endpoint as a place names it. */
export interface NamedEndpoint {
  /** In upper case; undefined when only the path is named. */
  method: string | undefined;
  /** With the names of its parameters left out: `/v1/things/{}`. */
  path: string;
}

/** `GET /v1/things/{id}`, `/v1/things/:id`, also with a query behind it; undefined when the text names no endpoint. */
export function namedEndpoint(text: string): NamedEndpoint | undefined {
  const match = /^(?:([A-Za-z]+)\s+)?(\/[^\s?#]*)(?:[?#]\S*)?$/.exec(text.trim());
  if (match === null) return undefined;
  const path = (match[2] ?? '').replace(/\{[^{}]*\}/g, '{}').replace(/\/:[A-Za-z_]\w*/g, '/{}');
  return { method: match[1]?.toUpperCase(), path };
}

/** Whether operations (`GET /v1/things/{}`) have an endpoint: with its method, or with any when none is named. */
export function hasEndpoint(operations: ReadonlySet<string>, { method, path }: NamedEndpoint): boolean {
  if (method !== undefined) return operations.has(`${method} ${path}`);
  return [...operations].some((operation) => operation.slice(operation.indexOf(' ') + 1) === path);
}
