// The suite of test/vscode in a desktop VS Code: npm run test:desktop
import { defineConfig } from '@vscode/test-cli';

const suite = {
  files: 'dist/test/vscode/**/*.test.js',
  mocha: { timeout: 60_000, forbidOnly: true, forbidPending: true },
};

export default defineConfig([
  { ...suite, label: 'oldest', version: '1.100.0' },
  { ...suite, label: 'newest', version: 'stable' },
]);
