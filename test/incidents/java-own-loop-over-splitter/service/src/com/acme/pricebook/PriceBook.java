package com.acme.pricebook;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.List;

/** The price list of a supplier, one article on each line: number, name, price. */
final class PriceBook {
    private static final Splitter LINES = Splitter.on('\n').omitEmptyStrings();
    private static final Splitter FIELDS = Splitter.on(';').trimResults();

    private final Iterable<String> lines;

    PriceBook(String text) {
        lines = LINES.split(text);
    }

    /** The sum of all prices in cents. */
    long total() {
        long cents = 0;
        for (int line = 0; line < Iterables.size(lines); line++) {
            cents += Long.parseLong(Iterables.getLast(FIELDS.split(Iterables.get(lines, line))));
        }
        return cents;
    }

    List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (String line : lines) {
            numbers.add(Iterables.getFirst(FIELDS.split(line), ""));
        }
        return numbers;
    }
}
