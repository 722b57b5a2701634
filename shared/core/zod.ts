import { z } from 'zod';

// Each schema is used once in a run: compiling it would cost more than it saves. This must stand before the first schema is
// made, so everything takes `z` from here.
z.config({ jitless: true });

export { z };
