#!/bin/sh
# PHP 8.2, php-excimer 1.0.4, vendor/ laid out as Composer does, in a directory named /srv/wiki-page
php worker.php 12 profile.folded
# after.*: service-after/composer.lock, 6 s
