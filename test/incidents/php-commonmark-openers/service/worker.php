<?php
// php worker.php SECONDS OUT.folded [ordinary]: renders pages under Excimer
require __DIR__ . '/vendor/autoload.php';

$ordinary = str_repeat("## Rooms\n\nThe *small* room is [booked](https://example.org/book).\n\n- chairs\n- a table\n\n", 20);
$gallery = str_repeat('![[]()', 4000);
$texts = ($argv[3] ?? '') === 'ordinary' ? [$ordinary] : [$ordinary, $gallery];

$profiler = new ExcimerProfiler();
$profiler->setPeriod(0.005);
$profiler->setEventType(EXCIMER_CPU);
$profiler->setMaxDepth(200);
$profiler->start();
$page = new Acme\Wiki\Page();
$end = microtime(true) + (float) $argv[1];
for ($rendered = 0; microtime(true) < $end; $rendered++) {
    foreach ($texts as $text) {
        $page->render($text);
    }
}
$profiler->stop();
file_put_contents($argv[2], $profiler->getLog()->formatCollapsed());
fwrite(STDERR, "$rendered\n");
