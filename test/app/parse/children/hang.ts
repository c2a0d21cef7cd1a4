// Blocks for ever; no timer and no signal handler would run.
for (;;);
