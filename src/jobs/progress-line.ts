/** Prints progress on standard error: one line that is rewritten on a terminal, elsewhere a line per tenth. */
export function progressLine(unit: string, total: number): (done: number) => void {
  const began = performance.now();
  let tenth = 0;
  return (done) => {
    const line = `${done}/${total} ${unit} ${((performance.now() - began) / 1000).toFixed(1)} s`;
    const reached = Math.floor((done * 10) / total);
    if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
    else if (reached > tenth) process.stderr.write(`${line}\n`);
    tenth = reached;
  };
}
