import { startDriven } from '../harness/driven.js';
it('dbg', async function () {
  this.timeout(180000);
  const aloud = await startDriven({ files: { 'tides.py': '# Tides come twice a day.\nimport math\n' }, neighbour: true });
  try {
    const { workbench } = aloud;
    await workbench.openFile('tides.py');
    await workbench.pointAt('Tides come');
    await new Promise((r) => setTimeout(r, 8000));
    await workbench.screenshot('dbg');
    console.log(await workbench.page.evaluate("[...document.querySelectorAll('.monaco-hover')].map(e=>e.outerHTML.slice(0,600)+' PARENT '+e.parentElement.parentElement.className).join('\\n')"));
    await workbench.runCommand('Aloud: Show Log');
    await new Promise((r) => setTimeout(r, 2000));
    await workbench.screenshot('dbg2');
  } finally { await aloud.stop(); }
});
