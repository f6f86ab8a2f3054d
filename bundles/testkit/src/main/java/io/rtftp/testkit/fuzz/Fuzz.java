package io.rtftp.testkit.fuzz;

import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Feeds a parser. {@code -Drtftp.fuzz.minutes=N} goes on for so long instead of a number of inputs, with a seed of chance unless
 * {@code -Drtftp.fuzz.seed=N} names one; without it every run is the same.
 */
public final class Fuzz {

    private static final long MINUTES = Long.getLong("rtftp.fuzz.minutes", 0);
    private static final long SEED = Long.getLong("rtftp.fuzz.seed", MINUTES > 0 ? System.nanoTime() : 1);
    private static final int INPUTS_BETWEEN_LOOKS = 1_000;

    private Fuzz() {}

    /**
     * Feeds {@code parser} with what {@code source} makes; says how much that was.
     *
     * @param inputs how many
     * @throws AssertionError when the parser throws anything; it has the input in hexadecimal digits, for the corpus
     * @return how many inputs there were
     */
    public static long feed(long inputs, Function<Random, byte[]> source, Consumer<byte[]> parser) {
        Random chance = new Random(SEED);
        long endNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        long fed = 0;
        while (MINUTES > 0 ? System.nanoTime() - endNanos < 0 : fed < inputs) {
            for (int i = 0; i < INPUTS_BETWEEN_LOOKS; i++, fed++) {
                one(source.apply(chance), parser, fed);
            }
        }
        System.out.printf("fuzz: %,d inputs from seed %d%n", fed, SEED);
        return fed;
    }

    private static void one(byte[] input, Consumer<byte[]> parser, long number) {
        try {
            parser.accept(input);
        } catch (RuntimeException | Error failure) {
            String bytes = HexFormat.of().formatHex(input);
            throw new AssertionError("input " + number + " of seed " + SEED + ", bytes " + bytes, failure);
        }
    }
}
