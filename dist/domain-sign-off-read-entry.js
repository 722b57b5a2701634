import { columnsOf, hidden, mostNamed, parseSignOff, readSignOff, saidIn } from "./domain-sign-off.js";

export { hidden, parseSignOff, readSignOff };