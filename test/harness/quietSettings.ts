/** Settings of every VS Code in tests: it asks for no trust, shows no welcome, and goes to no marketplace. */
export const quietSettings = {
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
};
