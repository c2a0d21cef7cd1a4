<?php

namespace Acme\Wiki;

use League\CommonMark\CommonMarkConverter;

/** A page of the wiki as readers see it. */
final class Page
{
    private CommonMarkConverter $converter;

    public function __construct()
    {
        $this->converter = new CommonMarkConverter(['html_input' => 'escape']);
    }

    public function render(string $text): string
    {
        return $this->converter->convert($text)->getContent();
    }
}
