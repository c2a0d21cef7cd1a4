package com.acme.pricebook;

/** Main COUNT SECONDS: reads price lists of 50 and of COUNT articles in turn. */
public final class Main {
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        long end = System.currentTimeMillis() + 1000L * Integer.parseInt(arguments[1]);
        String small = list(50);
        String large = list(count);
        long total = 0;
        while (System.currentTimeMillis() < end) {
            total += new PriceBook(small).total() + new PriceBook(small).numbers().size();
            total += new PriceBook(large).total() + new PriceBook(large).numbers().size();
        }
        System.out.println(total);
    }

    private static String list(int count) {
        StringBuilder text = new StringBuilder();
        for (int article = 0; article < count; article++) {
            text.append("A-").append(article).append("; screw M").append(article % 12).append("; ").append(100 + article).append('\n');
        }
        return text.toString();
    }
}
