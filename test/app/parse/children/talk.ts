// Answers without end.
const more = (): void => {
  while (process.stdout.write('x'.repeat(65_536)));
  process.stdout.once('drain', more)
}
more()
