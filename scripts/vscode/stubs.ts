/**
 * Stand-ins for two native modules of VS Code's server that would have to be compiled: the watchdog that ends an extension
 * host whose parent died (the host notices the closed channel anyway) and the writer of log files.
 */
export const nativeWatchdogStub = `exports.start = () => {};
`;

export const spdlogStub = `'use strict';
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(file) {
    mkdirSync(dirname(file), { recursive: true });
    this.file = file;
    this.level = 2;
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    if (level < this.level) return;
    try {
      appendFileSync(this.file, new Date().toISOString() + ' [' + name + '] ' + message + '\\n');
    } catch {}
  };
});

exports.version = 'stub';
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(file);
`;
