// Prints how the synthesis schedule fares on machines that exist in numbers only: node dist/scripts/simulateSchedule.js [readings]
import { printable, simulateConditions } from '../test/simulation/table.js';

console.log(printable(simulateConditions(Number(process.argv[2] ?? 500))));
