import { cells, fitted } from "./render-fitted.js";

export { fitted };